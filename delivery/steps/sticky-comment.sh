#!/usr/bin/env bash
# sticky-comment.sh REPOSITORY PULL-REQUEST FILE
# Keeps one comment on a pull request: the first line of FILE is the mark by which it is found again.
set -euo pipefail

repository=$1 number=$2 file=$3
mark=$(head -n 1 "$file")
comment=$(gh api --paginate "repos/$repository/issues/$number/comments" \
  --jq ".[] | select(.user.login == \"github-actions[bot]\" and (.body | startswith(\"$mark\"))) | .id" | head -n 1)
if [ -n "$comment" ]; then
  gh api --method PATCH "repos/$repository/issues/comments/$comment" -F "body=@$file" >/dev/null
else
  gh api --method POST "repos/$repository/issues/$number/comments" -F "body=@$file" >/dev/null
fi
