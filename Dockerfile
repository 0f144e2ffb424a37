# A clone with npm's packages installed, as an ordinary user.
#
#   docker build --tag reprise .
#
# Trains all models; you can append another command, such as `npx nx run runner:all --configuration=quick`:
#
#   docker run --rm --init --volume reprise-cache:/home/node/.cache/reprise \
#     --volume reprise-nx:/home/node/reprise/.nx --volume reprise-artifacts:/home/node/reprise/artifacts reprise
#
# Runs the tests. Chromium's sandbox needs user namespaces, which Docker's default seccomp profile forbids:
#
#   docker run --rm --init --volume reprise-cache:/home/node/.cache/reprise \
#     --security-opt seccomp=unconfined --env REPRISE_BROWSER=required reprise npm test
#
# The volumes keep TensorFlow and data, Nx's cache, and the results. Copies the report to the current folder:
#
#   docker run --rm --volume reprise-artifacts:/artifacts reprise tar --create --directory=/artifacts full/report | tar --extract

FROM node:22-trixie-slim AS base

# pip downloads TensorFlow, tests list files with git, and the browser needs a font.
# Without recommended packages: pip recommends a compiler, which is not needed.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends fonts-dejavu-core git python3-pip \
  && rm -rf /var/lib/apt/lists/*

USER node

FROM base

# A new volume has the owner that its folder has in the image.
RUN mkdir -p /home/node/.cache/reprise /home/node/.npm /home/node/reprise/.nx /home/node/reprise/artifacts
WORKDIR /home/node/reprise

COPY --chown=node:node . .
RUN --mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000 npm ci

CMD ["npx", "nx", "run", "runner:all"]
