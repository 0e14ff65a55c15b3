# PortTrack's image: node, the build and the production dependencies, and nothing to build with.
#
#   docker build -t porttrack .
#   buildah bud --format docker -t porttrack .      (no daemon; OCI's format has no health check)
#
# The base is named by tag because its digest cannot be known where this was written: the release
# workflow pins it with --build-arg NODE_IMAGE=docker.io/library/node:22-bookworm-slim@sha256:...
# A registry other than npm's, or one behind a proxy of its own, is a secret of the build, which no
# layer keeps: --secret id=npmrc,src=$HOME/.npmrc
ARG NODE_IMAGE=docker.io/library/node:22-bookworm-slim

# What the service needs at run time. Optional packages are left out: they are the embedded
# PostgreSQL, which production never starts.
FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc \
    npm ci --omit=dev --omit=optional --ignore-scripts

FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
# The compilers are optional packages, one for each platform.
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc \
    npm ci --include=dev --include=optional --ignore-scripts
COPY . .
RUN node scripts/build.mjs \
    && mkdir -p /app/build /app/docs \
    && cp -r build/service build/web /app/build/ \
    && cp -r package.json ports /app/ \
    && cp docs/problems.md /app/docs/ \
    && chmod -R a+rX,go-w /app

FROM ${NODE_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="PortTrack" \
      org.opencontainers.image.description="Port traffic, from the AIS line to the port call" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
# Nothing installs packages in a container that runs.
RUN rm -rf /usr/local/lib/node_modules /opt/yarn-* \
    /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
    /usr/local/bin/yarn /usr/local/bin/yarnpkg
ENV NODE_ENV=production
WORKDIR /app
# Root owns the files and 10001 reads them: the service cannot change itself. It writes no file at
# all, so the root file system may be read-only.
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app ./
USER 10001:10001
# API and page; metrics, health in detail and drain (never published); AIS.
EXPOSE 3000 9464 10110/tcp 10110/udp
STOPSIGNAL SIGTERM
# Node, as there is no curl; on the public listener, which is the one that must answer.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "build/service/main.js"]
