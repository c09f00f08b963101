# path: app/services/closing.py
"""Shown without --strict: nothing here. Cleaning up must not hide the first failure."""

import asyncio
import contextlib


class Pool:
    def __del__(self):
        try:
            self.give_back()
        except Exception:  # want "is swallowed"
            pass

    def run(self):
        try:
            self.work()
        finally:
            with contextlib.suppress(Exception):  # want "is swallowed"
                self.give_back()

    def leave(self):
        try:
            self.connection.close()
        except Exception:  # want "is swallowed"
            pass

    async def halt(self, tasks):
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)  # want "thrown away"

    def drop(self):
        try:
            self.transport.abortConnection()
        except Exception:  # want "is swallowed"
            pass
