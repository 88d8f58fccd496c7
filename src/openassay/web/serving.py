"""Starting the server."""

import socket
from collections.abc import Callable

import uvicorn
from limits import parse

from openassay.web.settings import Settings
from openassay.web.shelf import Shelf


def serve(settings: Settings, host: str, port: int, workers: int, say: Callable[[str], None]) -> None:
    """Serve until interrupted. Raises `Unusable` where there is no index, `ValueError` for a rate, `OSError` for the port."""
    Shelf(settings.index).close()
    if settings.rate:
        try:
            parse(settings.rate)
        except ValueError:
            raise ValueError(f"'{settings.rate}' is no rate; write 600/minute") from None
    settings.to_environment()
    config = uvicorn.Config(
        "openassay.web.site:from_environment",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        date_header=False,
    )
    listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=2048)
    shown = f"[{host}]" if ":" in host else host
    say(f"http://{shown}:{listening.getsockname()[1]}/")
    if workers == 1:
        uvicorn.Server(config).run(sockets=[listening])
        return
    from uvicorn.supervisors import Multiprocess

    Multiprocess(config, [listening]).run()
