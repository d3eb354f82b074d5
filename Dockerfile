# Two stages: the first builds a virtual environment from hash-pinned wheels, the second holds only that.
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/unburnt
ENV PIP_NO_CACHE_DIR=1 PIP_NO_COMPILE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/serve.txt requirements/
RUN /opt/unburnt/bin/pip install --quiet --require-hashes -r requirements/serve.txt
COPY pyproject.toml hatch_build.py README.md ./
COPY app app
COPY rules rules
COPY models models
RUN /opt/unburnt/bin/pip install --quiet --no-deps --no-build-isolation .
# What serving never opens: tests of libraries, type stubs, sources of compiled parts, build tools.
RUN cd /opt/unburnt/lib/python3*/site-packages \
 && find . -depth -type d \( -name tests -o -name __pycache__ \) -exec rm -rf {} + \
 && find . -type f \( -name '*.pyi' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.cpp' \) -delete \
 && rm -rf pip pip-* hatchling* editables* trove_classifiers* pluggy* pathspec*

FROM python:3.11-slim
COPY --from=build /opt/unburnt /opt/unburnt
ENV PATH=/opt/unburnt/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    UNBURNT_HOST=0.0.0.0 UNBURNT_PORT=8000
USER 65532:65532
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import os,urllib.request as u; u.urlopen('http://127.0.0.1:%s/readyz' % os.environ.get('UNBURNT_PORT', '8000'), timeout=2)"]
CMD ["unburnt", "serve"]
