# A clone in which README's two commands work, as an ordinary user.
#
#   docker build --tag reprise .
#
# The first command; behind `reprise` another may stand, such as `npx nx run runner:all --configuration=quick`:
#
#   docker run --rm --init --volume reprise-cache:/home/node/.cache/reprise \
#     --volume reprise-nx:/home/node/reprise/.nx --volume reprise-artifacts:/home/node/reprise/artifacts reprise
#
# The second. Chromium's sandbox makes user namespaces, which Docker's own seccomp profile forbids:
#
#   docker run --rm --init --volume reprise-cache:/home/node/.cache/reprise \
#     --security-opt seccomp=unconfined --env REPRISE_BROWSER=required reprise npm test
#
# The volumes keep TensorFlow and data, what Nx has cached, and the results. The report, copied to the folder at hand:
#
#   docker run --rm --volume reprise-artifacts:/artifacts reprise tar --create --directory=/artifacts full/report | tar --extract

FROM node:22-trixie-slim AS base

# pip fetches TensorFlow; git tells the tests which files there are; the browser draws no text without a font.
# What these recommend stays out: with pip a compiler, which nothing here needs.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends fonts-dejavu-core git python3-pip \
  && rm -rf /var/lib/apt/lists/*

USER node

FROM base

# A new volume belongs to whoever has the folder in the image.
RUN mkdir -p /home/node/.cache/reprise /home/node/.npm /home/node/reprise/.nx /home/node/reprise/artifacts
WORKDIR /home/node/reprise

COPY --chown=node:node . .
RUN --mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000 npm ci

CMD ["npx", "nx", "run", "runner:all"]
