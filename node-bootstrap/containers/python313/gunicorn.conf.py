import os

bind = "0.0.0.0:8080"
workers = int(os.environ.get("WORKERS", "1"))
worker_class = "gthread"
threads = 8
# A heartbeat in a file must not wait for a disk.
worker_tmp_dir = "/dev/shm"
timeout = 110
graceful_timeout = 20
accesslog = "-"
access_log_format = '%({x-real-ip}i)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s" %(L)s'
# The ingress alone reaches this port, and says how the visitor came.
forwarded_allow_ips = "*"
