from alembic import op
from django.db import migrations

revision = "8a1f"


def upgrade():
    op.drop_column("orders", "note")


# ruleid: python-irreversible-migration
def downgrade():
    pass


def fill(apps, schema_editor):
    apps.get_model("shop", "Order").objects.update(note="")


def empty(apps, schema_editor):
    apps.get_model("shop", "Order").objects.update(note=None)


class Migration(migrations.Migration):
    operations = [
        # ruleid: python-irreversible-migration
        migrations.RunPython(fill),
        # ok: python-irreversible-migration
        migrations.RunPython(fill, empty),
        # ok: python-irreversible-migration
        migrations.RunPython(fill, reverse_code=migrations.RunPython.noop),
        # ruleid: python-irreversible-migration
        migrations.RunSQL("UPDATE shop_order SET note = ''"),
        # ok: python-irreversible-migration
        migrations.RunSQL("UPDATE shop_order SET note = ''", reverse_sql="UPDATE shop_order SET note = NULL"),
    ]
