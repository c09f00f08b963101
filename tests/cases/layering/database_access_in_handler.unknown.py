# path: app/views/rows.py
# A view of no known framework: nothing makes queries in it an idiom.
from app.views.base import BaseView


class RowView(BaseView):
    async def get(self, request):
        db = self.databases["main"]
        return await db.execute("select * from rows")  # want "`get` talks to the database directly (`db.execute()`)"
