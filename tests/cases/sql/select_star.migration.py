# path: alembic/versions/2024_01_users.py
from alembic import op

revision = "1"
down_revision = None


def upgrade():
    op.execute("CREATE VIEW v AS SELECT * FROM users")
