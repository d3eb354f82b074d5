"""GET /livez and /readyz, for whoever runs the service."""

from __future__ import annotations

from fastapi import APIRouter

from app.web.docs import problems
from app.web.state import ServiceOf
from app.web.wire import Health

router = APIRouter(tags=["health"])


@router.get("/livez", summary="The process answers")
async def livez() -> Health:
    """Answer at once, also while the checker is being built."""
    return Health(status="ok")


@router.get("/readyz", summary="The checker answers rightly", responses=problems(503))
async def readyz(service: ServiceOf) -> Health:
    """Check two drafts whose verdicts are known; 503 until the checker is built and right."""
    await service.self_test()
    return Health(status="ready")
