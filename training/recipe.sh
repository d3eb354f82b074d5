#!/bin/sh
# sh training/recipe.sh MODEL DATA: how models/MODEL was made, on two CPU cores in about six hours.
# DATA is the folder of outside sets. Needs .venv (make test) for the fit and the card; makes .venv-train for the rest.
# The decoder's card says how its own runs differed: pairs kept arriving.
set -eu
model=${1:?name of the model} data=${2:?folder of outside sets} python=${PYTHON:-python3}
[ -d .venv-train ] || "$python" -m venv .venv-train
train=.venv-train/bin/python
$train -m pip install --quiet -r requirements/train.txt
mkdir -p .training
base=$($train -m training.base .training/base)
$train -m training.truncate "$base" .training/low --layers 6
$train -m training.warmup .training/low "$data" .training/warm --most 30000 --rate 5e-5
$train -m training.train .training/warm .training/a --real "$data" --epochs 1 --rate 7e-5
$train -m training.train .training/a .training/b --go-on --real "$data" --epochs 1 --rate 6e-5 --seed 8
$train -m training.train .training/b .training/c --go-on --real "$data" --epochs 2 --rate 5e-5 --seed 9
$train -m training.train .training/c .training/d --go-on --flat --real "$data" --epochs 1 --rate 4e-5 --seed 11
$train -m training.train .training/d .training/e --go-on --flat --real "$data" --share 0.6 --new 40-n 40-o real-ours \
  --epochs 1 --rate 4e-5 --seed 12
$train -m training.train .training/e .training/f --go-on --real "$data" --share 0.45 --new 40-n 40-o real-ours \
  --epochs 1 --rate 4.5e-5 --seed 13
$train -m training.average .training/g .training/c .training/f
$train -m training.train .training/g .training/h --go-on --real "$data" --share 0.35 --new 41 edited neutral real-ours \
  --epochs 1 --rate 4e-5 --seed 21
$train -m training.train .training/h .training/i --go-on --real "$data" --share 0.5 --new edited real-ours \
  --epochs 1 --rate 3e-5 --seed 31
$train -m training.average .training/v6 .training/g .training/h .training/h .training/i .training/i
$train -m training.train .training/v6 .training/l --go-on --real "$data" --share 0.15 --new 42 real-ours --epochs 1 --rate 4e-5 --seed 41
$train -m training.train .training/l .training/m --go-on --real "$data" --share 0.15 --new 42 real-ours --epochs 2 --rate 4e-5 --seed 43
$train -m training.train .training/m .training/n --go-on --real "$data" --share 0.7 --new 42 real-ours --epochs 1 --rate 4e-5 --seed 44
$train -m training.average .training/k .training/v6 .training/n .training/n
$train -m training.train .training/k .training/p --go-on --real "$data" --share 0.15 --new 42 43 real-ours --epochs 2 --rate 4e-5 --seed 51
$train -m training.train .training/p .training/q --go-on --real "$data" --share 0.5 --new 42 43 real-ours --epochs 1 --rate 4e-5 --seed 52
$train -m training.average .training/s .training/k .training/q .training/q
$train -m training.export .training/s ".training/$model" --base "all-mpnet-base-v2, lowest 6 layers"
$train -m training.edit_head ".training/$model" "models/$model"
$train -m training.recast "models/$model" .training/recast --encoder .training/s --base "$base" --data "$data" --keep .training/recast.pt
$train -m training.recast "models/$model" ".training/recast-v1" --onward .training/recast.pt --latest 10805 --keep .training/recast.pt
$train -m training.recast_rivals "models/$model" .training/recast-v1 .training/rivals.jsonl --latest 10805
critic="models/${CRITIC:-critic-v7}"
$train -m training.critic_reading "$critic" "models/$model" --rivals .training/rivals.jsonl
$train -m training.recast_rivals "models/$model" .training/recast-v1 .training/rivals.jsonl --latest 14344 --critic "$critic"
$train -m training.recast "models/$model" .training/recast-v9 --onward .training/recast.pt --latest 14344 --rivals .training/rivals.jsonl
$train -m training.recast "models/$model" .training/recast-on --onward .training/recast-v9 --encoder .training/s --base "$base" \
  --latest 5490 --rivals .training/rivals.jsonl --keep .training/on.pt
$train -m training.recast_mean "models/$model" .training/on.pt .training/recast-v9 "models/${RECAST:-recast-v10}" --encoder .training/s --base "$base"
.venv/bin/python -m training.fit "models/$model"
.venv/bin/python -m training.critic "$critic"
.venv/bin/python -m training.card "models/$model" --outside "$data/outside/dev.jsonl"
