import asyncio


class Mailer:
    def __init__(self):
        self.tasks = set()

    async def send(self, order):
        await asyncio.sleep(1)

    async def confirm(self, order):
        # ruleid: python-dangling-task
        asyncio.create_task(self.send(order))

    async def confirm_kept(self, order):
        # ok: python-dangling-task
        task = asyncio.create_task(self.send(order))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def confirm_all(self, orders):
        # ok: python-dangling-task
        await asyncio.gather(*[asyncio.create_task(self.send(order)) for order in orders])

    def start(self, order):
        # ruleid: python-dangling-task
        asyncio.ensure_future(self.send(order))

    def started(self, order):
        # ok: python-dangling-task
        return asyncio.ensure_future(self.send(order))


async def refresh(cache):
    if cache.old:
        # ruleid: python-dangling-task
        asyncio.create_task(cache.fill())
