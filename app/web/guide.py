"""GET /problems and /problems/{slug}: what each `type` of a problem means and what to do."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from app.web.templating import render

router = APIRouter(include_in_schema=False)

GUIDE: dict[str, tuple[int, str, str]] = {
    "bad-request": (400, "The request cannot be read.", "Check how the request is put together."),
    "not-json": (
        400,
        "The body is not a JSON document, or is nested too deeply to be one of ours.",
        "Send one JSON object, in UTF-8; `detail` has the line and column.",
    ),
    "not-for-this-page": (
        400,
        "The browser asks for a page, method or header that the owner does not allow.",
        "Whoever runs this service can name the page's origin in `UNBURNT_CORS_ORIGINS`.",
    ),
    "key-needed": (
        401,
        "Whoever runs this service gives keys to those who may use it.",
        "Send yours as `Authorization: Bearer KEY`, or as `X-API-Key`.",
    ),
    "not-found": (404, "There is nothing at this address.", "See /openapi.json for the addresses."),
    "unknown-rule": (404, "No rule has this id.", "See /v1/rules for the ids."),
    "method-not-allowed": (
        405,
        "The address exists, but does not answer this method.",
        "Use a method that the `Allow` header names.",
    ),
    "too-slow": (
        408,
        "The request did not arrive in time.",
        "Send it again, in one go.",
    ),
    "draft-too-long": (
        413,
        "The draft has more than 20,000 characters.",
        "Check it in parts.",
    ),
    "body-too-large": (
        413,
        "The body has more bytes than this service reads.",
        "Send less at once; /v1/about has the limits.",
    ),
    "unsupported-media-type": (
        415,
        "The body is not of the type that this address reads.",
        "Send `Content-Type: application/json`, in UTF-8 and not compressed.",
    ),
    "invalid-request": (
        422,
        "The JSON is fine, but it is not a request of the documented shape.",
        "`errors` has a pointer to each place, and what is wrong there.",
    ),
    "invalid-draft": (
        422,
        "The draft, or an option beside it, cannot be used.",
        "`errors` has a pointer to the place, and what is wrong there.",
    ),
    "too-many-requests": (
        429,
        "More requests came than this service allows.",
        "Wait for the seconds in `Retry-After`, then go on more slowly.",
    ),
    "head-too-large": (
        431,
        "The address and headers have more bytes than this service reads.",
        "Send fewer or shorter headers; a draft belongs into the body.",
    ),
    "unexpected": (
        500,
        "This is a bug of ours. The draft was not stored.",
        "Please tell whoever runs this service the `X-Request-ID` of the response.",
    ),
    "busy": (
        503,
        "More drafts are waiting than can be read in time, or this one took too long.",
        "Try again after the seconds in `Retry-After`.",
    ),
    "not-ready": (
        503,
        "The service is still starting, or its self-test failed.",
        "Try again after the seconds in `Retry-After`.",
    ),
}
"""slug -> status, what it means, what to do."""


@router.get("/problems")
async def problems_list(request: Request) -> Response:
    return _respond(request, GUIDE)


@router.get("/problems/{slug}")
async def problem(request: Request, slug: str) -> Response:
    if slug not in GUIDE:
        raise HTTPException(404)
    return _respond(request, {slug: GUIDE[slug]})


def _respond(request: Request, entries: dict[str, tuple[int, str, str]]) -> Response:
    listed = [
        {"type": f"/problems/{slug}", "slug": slug, "status": status, "meaning": why, "remedy": do}
        for slug, (status, why, do) in entries.items()
    ]
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(render("problems.html", problems=listed))
    return JSONResponse(listed[0] if len(listed) == 1 else {"problems": listed})
