#!/usr/bin/env bash
# bump-pull-request.sh VERSION DIGEST
# Proposes to run a released image: its row in charts/images.ts, and dist/ as it becomes.
set -euo pipefail

version=$1 digest=$2
cd "$(dirname "$0")/../.."

git switch --create "release/$version"
node scripts/delivery.mjs bump porttrack "$version" "$digest"
npm run --silent synth
git add charts dist platform
git -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' \
  commit --quiet --message "feat(charts): run version $version" --message "Image $digest."
git push --force origin "release/$version"
gh pr create --head "release/$version" --title "feat(charts): run version $version" \
  --body "Version $version is $digest, signed and with its provenance. Merging deploys it. A workflow's own pull request starts no checks: close and open it again to run them."
