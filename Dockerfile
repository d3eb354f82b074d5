# Two stages: the first builds a virtual environment from hash-pinned wheels, the second holds only that.
FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv --without-pip /opt/unburnt
COPY requirements/serve.txt requirements/
RUN python -m pip install --no-cache-dir --no-compile --disable-pip-version-check --require-hashes \
      --prefix /opt/unburnt -r requirements/serve.txt
COPY pyproject.toml hatch_build.py README.md ./
COPY app app
COPY rules rules
COPY models models
RUN PYTHONPATH=$(echo /opt/unburnt/lib/python3*/site-packages) python -m pip install --no-cache-dir \
      --no-compile --disable-pip-version-check --no-deps --no-build-isolation --prefix /opt/unburnt .
# What serving never opens: tests of libraries, type stubs, and the tools that built the wheel.
RUN cd /opt/unburnt/lib/python3*/site-packages \
 && find . -type d \( -name tests -o -name test -o -name __pycache__ \) -prune -exec rm -rf {} + \
 && find . -name '*.pyi' -delete && find . -name '*.pyx' -delete \
 && rm -rf hatchling* editables* trove_classifiers* pluggy* pathspec*

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
