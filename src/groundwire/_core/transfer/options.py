"""`EngineOptions`: how an engine reaches the network."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

__all__ = ["EngineOptions"]


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How an engine reaches the network.

    Attributes:
        proxy: URL of a proxy for every request; None reads `http_proxy`, `https_proxy` and `no_proxy`
            from the environment.
        verify: Path of a bundle of certificate authorities; True takes `SSL_CERT_FILE` or `SSL_CERT_DIR`
            from the environment, else the bundle of certifi; False accepts any certificate.
    """

    proxy: str | None = None
    verify: bool | Path | str = True

    def authorities(self) -> Path | None:
        """Return the file or folder of trusted authorities; None trusts everybody."""
        if self.verify is False:
            return None
        if self.verify is not True:
            return Path(self.verify)
        chosen = os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR")
        if chosen:
            return Path(chosen)
        import certifi

        return Path(certifi.where())
