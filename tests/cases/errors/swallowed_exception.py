# path: app/services/orders.py
import asyncio
import contextlib
import queue

import requests
from sqlalchemy.exc import OperationalError, SQLAlchemyError


def broad(service):
    try:
        service.run()
    except Exception:  # want "`Exception` is swallowed"
        ...
    try:
        service.run()
    except Exception as error:  # want "`Exception` is swallowed"
        error
    try:
        service.run()
    except (ValueError, Exception):  # want "`(ValueError, Exception)` is swallowed"
        pass
    try:
        service.run()
    except BaseException:  # want "`BaseException` is swallowed"
        # it does not matter
        pass
    try:
        service.run()
    except:  # want "Every exception is swallowed"
        return []


def loop(services):
    for service in services:
        try:
            service.run()
        except Exception:  # want "`Exception` is swallowed"
            continue


def handled(service, log, metrics):
    try:
        service.run()
    except Exception:
        log.exception("failed")
    try:
        service.run()
    except Exception:
        metrics.count += 1
    try:
        service.run()
    except Exception:
        raise
    try:
        return service.run()
    except Exception:
        return service.fallback


def internal(service):
    try:
        service.save()
    except SQLAlchemyError:  # want "`SQLAlchemyError` is swallowed"
        pass
    try:
        requests.get(service.url, timeout=3)
    except requests.RequestException:  # want "`requests.RequestException` is swallowed"
        pass
    try:
        service.save()
    except OperationalError:
        # the table is made by the next migration
        pass
    try:
        return service.save()
    except OperationalError:
        return None


def narrow(service, tasks):
    try:
        service.run()
    except KeyError:
        pass
    try:
        tasks.get_nowait()
    except queue.Empty:
        pass
    try:
        service.run()
    except ValueError:  # want "`ValueError` is swallowed"
        pass
    try:
        service.run()
    except ValueError:
        pass  # empty text is no number
    try:
        return int(service.text)
    except ValueError:
        return None


def is_ready(service):
    try:
        service.ping()
    except Exception:  # want "`Exception` is swallowed"
        return False
    return True


def suppressing(service, path):
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    with contextlib.suppress(Exception):  # want "`Exception` is swallowed"
        service.run()
    with contextlib.suppress(Exception):  # want "`Exception` is swallowed"
        service.close()


async def gathering(tasks):
    results = await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.gather(*tasks, return_exceptions=True)  # want "thrown away"
    await asyncio.gather(*tasks)
    return results


try:
    import orjson
except Exception:
    orjson = None


def told_after(service, log, texts):
    try:
        return service.run()
    except Exception:
        pass
    raise ValueError("no service runs")


def logged_after(service, log, texts):
    try:
        service.run()
    except OperationalError:
        pass
    log.error("lost the service")
    try:
        service.run()
    except Exception:  # want "`Exception` is swallowed"
        pass
    log.info("done")
    try:
        service.run()
    except Exception:  # want "`Exception` is swallowed"
        return
    log.error("lost the service")


def logged_after_the_last(encodings, body, log):
    for encoding in encodings:
        try:
            body.decode(encoding)
        except Exception:
            pass
        else:
            break
    else:
        log.warning("no encoding fits")
    for encoding in encodings:
        try:
            return body.decode(encoding)
        except Exception:
            continue
    raise ValueError("no encoding fits")


def next_candidate(services):
    for service in services:
        try:
            return service.run()
        except SQLAlchemyError:
            continue
    for service in services:
        try:
            service.run()
        except SQLAlchemyError:  # want "`SQLAlchemyError` is swallowed"
            continue
    for service in services:
        try:
            return service.run()
        except Exception:  # want "`Exception` is swallowed"
            continue
    return None


def verify(service):
    try:
        return service.payload()
    except Exception:  # want "`Exception` is swallowed"
        return None


def detect_service(service):
    try:
        service.ping()
    except Exception:  # want "`Exception` is swallowed"
        return False
    return True


def to_bytes(service):
    try:
        return service.run()
    except Exception:  # want "`Exception` is swallowed"
        return b""
