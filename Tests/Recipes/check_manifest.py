"""Checks a manifest by the schemas that Kubernetes publishes, for the oldest version that is known and the newest.

    check_manifest.py MANIFEST PAGE

The schemas say what a field may be. What they can't say is checked here: that a mounted volume is there, that the
numbers of shards agree, and that the page tells how to make all that the manifest names. Faults are planted at the end.
"""

import copy
import sys

import kubernetes_validate
import yaml

VERSIONS = ("1.25", "1.37")


def pods(documents):
    """Yields the name of each CronJob, its Job, and the Job's pod."""
    for document in documents:
        job = document["spec"]["jobTemplate"]["spec"]
        yield document["metadata"]["name"], job, job["template"]["spec"]


def schema_problems(documents):
    for document in documents:
        for version in VERSIONS:
            try:
                kubernetes_validate.validate(document, version, strict=True)
            except kubernetes_validate.SchemaNotFoundError:
                yield f"{version}: it has no {document['kind']} of {document['apiVersion']}"
            except kubernetes_validate.ValidationError as error:
                yield f"{version}: {error.message}"


def other_problems(documents, page):
    for name, job, pod in pods(documents):
        # A CronJob's name gets eleven characters more.
        if len(name) > 52:
            yield f"the name {name} is too long"
        if pod.get("restartPolicy") not in ("Never", "OnFailure"):
            yield f"a Job can't restart its pods by {pod.get('restartPolicy')}"
        for container in pod["containers"]:
            yield from shard_problems(job, container)
            yield from missing(pod, container)
        yield from unexplained(pod, page)


def shard_problems(job, container):
    variables = {variable["name"]: variable.get("value") for variable in container.get("env", [])}
    counts = {job.get("completions"), job.get("parallelism"), int(variables.get("ASTRO_SHARD_COUNT", 0))}
    if job.get("completionMode") == "Indexed":
        if len(counts) > 1:
            yield "completions, parallelism and ASTRO_SHARD_COUNT are not one number"
    elif "auto" in container["args"]:
        yield "only an Indexed Job numbers its pods"


def missing(pod, container):
    volumes = {volume["name"] for volume in pod.get("volumes", [])}
    for mount in container.get("volumeMounts", []):
        if mount["name"] not in volumes:
            yield f"there is no volume {mount['name']}"


def unexplained(pod, page):
    """Yields what the manifest names and the page doesn't tell how to make."""
    words = [f"secret generic {source['secretRef']['name']} " for container in pod["containers"]
             for source in container.get("envFrom", [])]
    for volume in pod.get("volumes", []):
        if "configMap" in volume:
            words.append(f"configmap {volume['configMap']['name']} ")
        if "persistentVolumeClaim" in volume:
            words.append(f"PersistentVolumeClaim `{volume['persistentVolumeClaim']['claimName']}`")
    yield from (f"the page does not have '{text}'" for text in words if text not in page)


def problems(documents, page):
    """Returns what is wrong; a manifest of another shape is not looked at further."""
    return list(schema_problems(documents)) or list(other_problems(documents, page))


def change(documents, place, key, value):
    """Returns the documents with something else in the second one's Job, pod or container."""
    documents = copy.deepcopy(documents)
    cron = documents[1]["spec"]
    job = cron["jobTemplate"]["spec"]
    target = {"top": documents[1], "cron": cron, "job": job, "pod": job["template"]["spec"],
              "container": job["template"]["spec"]["containers"][0]}[place]
    if value is None:
        del target[key]
    else:
        target[key] = value
    return documents


FAULTS = [
    ("top", "apiVersion", "batch/v1beta7"),
    ("cron", "schedule", None),
    ("cron", "concurencyPolicy", "Forbid"),
    ("cron", "concurrencyPolicy", ["Forbid"]),
    ("job", "completions", "four"),
    ("job", "template", None),
    ("pod", "containers", None),
    ("container", "args", "token apply"),
    ("container", "env", [{"value": "4"}]),
    ("container", "volumeMounts", [{"name": "fleet"}]),
    ("container", "volumeMounts", [{"name": "flet", "mountPath": "/fleet"}]),
    ("container", "env", [{"name": "ASTRO_SHARD_COUNT", "value": "5"}]),
    ("container", "envFrom", [{"secretRef": {"name": "other"}}]),
    ("job", "completionMode", None),
    ("pod", "restartPolicy", "Always"),
]


def main():
    documents = list(yaml.safe_load_all(open(sys.argv[1])))
    page = open(sys.argv[2]).read()
    found = problems(documents, page)
    if found:
        sys.exit("\n".join(f"error: {problem}" for problem in found))
    print(f"   {len(documents)} documents fit Kubernetes {' and '.join(VERSIONS)}")
    for place, key, value in FAULTS:
        found = problems(change(documents, place, key, value), page)
        if not found:
            sys.exit(f"error: nobody finds the fault {key}: {value}")
        print(f"   {key}: {value}: {found[0][:100]}")


main()
