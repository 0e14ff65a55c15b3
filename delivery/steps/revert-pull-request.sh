#!/usr/bin/env bash
# revert-pull-request.sh ENVIRONMENT [COMMIT]
# Proposes charts/, dist/ and platform/ as they were when ENVIRONMENT was last deployed well (tag
# deployed-ENVIRONMENT), or at COMMIT: without it the next deployment would bring back what was undone.
set -euo pipefail

environment=$1
good=${2:-$(git rev-parse --verify --quiet "refs/tags/deployed-$environment^{commit}" || true)}
bad=$(git rev-parse HEAD)
if [ -z "$good" ]; then
  printf 'There is no tag deployed-%s: revert %s by hand.\n' "$environment" "$bad" >&2
  exit 1
fi

branch="revert/$environment-${bad:0:12}"
git switch --create "$branch"
git restore --source "$good" --staged --worktree -- charts dist platform
if git diff --cached --quiet; then
  printf 'charts/, dist/ and platform/ are already as they were.\n'
  exit 0
fi
git -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' \
  commit --quiet --message "fix(charts): put back what $environment last ran" \
  --message "Undone in $environment: $bad. This is charts/, dist/ and platform/ of $good."
git push --force origin "$branch"
gh pr create --head "$branch" --title "fix(charts): put back what $environment last ran" \
  --body "The rollout of $bad failed in $environment and was undone. Until this is merged, dist/ still says what failed, and the next deployment brings it back."
