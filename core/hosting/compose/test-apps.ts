// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of compose files
import { Secret } from "../../kernel/secret.ts";
import type { LintOptions } from "./compose-lint.state.ts";
import type { RenderContext } from "./render-compose.ts";

export const options: LintOptions = {
  registries: ["docker.io", "ghcr.io", "quay.io"],
  builds: true,
  plan: { name: "Business", memoryMb: 4096, cpus: 2, processes: 500 },
  variables: { APP_ENV: "production", EMPTY: "", TAG: "5.1", DOLLAR: "a$b" },
  secretNames: ["DB_PASSWORD", "SECRET_KEY"],
  files: {
    "app.env": "MODE=prod # comment\nexport NAME='a $b'\nURL=\"http://${APP_ENV}\"\n",
    "conf/site.conf": "listen 80;\n",
  },
};

export const context: RenderContext = {
  stack: "s-1-r7",
  port: 10_004,
  service: "s-1",
  images: {},
  secrets: { DB_PASSWORD: new Secret("p$w'\""), SECRET_KEY: new Secret("k") },
  limits: { memoryMb: 1024, cpus: 1, processes: 200 },
  labels: { "rookery.service": "svc_1" },
};

/** The context of an app some of whose services are built. */
export const contextFor = (app: { services: readonly { name: string; build?: unknown }[] }): RenderContext => ({
  ...context,
  images: Object.fromEntries(
    app.services.flatMap(({ name, build }) => (build === undefined ? [] : [[name, `docker.io/builds/${name}:7`]])),
  ),
});

/** Files as customers write them; all of them run. */
export const goodFiles: Readonly<Record<string, string>> = {
  "WordPress with MariaDB": `services:
  wordpress:
    image: wordpress:6.8-php8.4-apache
    depends_on:
      db:
        condition: service_healthy
    environment:
      WORDPRESS_DB_HOST: db
      WORDPRESS_DB_USER: wordpress
      WORDPRESS_DB_PASSWORD: \${DB_PASSWORD}
      WORDPRESS_DB_NAME: wordpress
    volumes:
      - wp:/var/www/html
    expose: [80]
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost/wp-login.php"]
      interval: 10s
  db:
    image: mariadb:11.8
    environment:
      MARIADB_DATABASE: wordpress
      MARIADB_USER: wordpress
      MARIADB_PASSWORD: \${DB_PASSWORD}
      MARIADB_RANDOM_ROOT_PASSWORD: "1"
    volumes:
      - db:/var/lib/mysql
    healthcheck:
      test: healthcheck.sh --connect --innodb_initialized
      interval: 10s
      timeout: 5s
      retries: 5
      start_period: 1m30s
volumes:
  wp:
  db:
`,
  "a blog on Node.js with MySQL": `services:
  blog:
    image: ghost:5-alpine
    expose:
      - "2368"
    environment:
      database__client: mysql
      database__connection__host: db
      database__connection__user: root
      database__connection__password: \${DB_PASSWORD}
      url: https://\${DOMAIN:-blog.example}
    volumes:
      - content:/var/lib/ghost/content
    depends_on: [db]
    healthcheck: { test: "wget -qO- http://localhost:2368 || exit 1", interval: 15s }
  db:
    image: mysql:8.4
    command: --innodb-buffer-pool-size=64M --character-set-server=utf8mb4
    environment:
      - MYSQL_ROOT_PASSWORD=\${DB_PASSWORD}
    volumes:
      - type: volume
        source: db
        target: /var/lib/mysql
    deploy:
      resources:
        limits:
          memory: 512M
          cpus: "0.50"
          pids: 100
volumes:
  content: {}
  db: {}
`,
  "Django with PostgreSQL, Valkey, worker and scheduler": `x-app: &app
  build: .
  environment: &env
    DATABASE_URL: postgres://app:\${DB_PASSWORD}@db:5432/app
    VALKEY_URL: redis://valkey:6379/0
    DJANGO_SETTINGS_MODULE: app.settings.\${APP_ENV}
  depends_on:
    db: { condition: service_healthy }
    valkey: { condition: service_started }
    migrate: { condition: service_completed_successfully }
services:
  web:
    <<: *app
    command: gunicorn app.wsgi --bind 0.0.0.0:8000 --workers 3
    expose: ["8000"]
    healthcheck:
      test: ["CMD-SHELL", "python -c 'import urllib.request as u; u.urlopen(\\"http://localhost:8000/health\\")'"]
  worker:
    <<: *app
    command: ["celery", "-A", "app", "worker"]
    environment:
      <<: *env
      CELERY_CONCURRENCY: 2
    stop_grace_period: 1m
  beat:
    <<: *app
    command: celery -A app beat --pidfile=
  migrate:
    build: .
    command: python manage.py migrate
    environment: *env
    depends_on:
      db: { condition: service_healthy }
  db:
    image: postgres:17
    environment:
      POSTGRES_USER: app
      POSTGRES_PASSWORD: \${DB_PASSWORD:?set it}
      POSTGRES_DB: app
    volumes: ["pg:/var/lib/postgresql/data"]
    shm_size: 128mb
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -U $$POSTGRES_USER"]
      interval: 5s
  valkey:
    image: valkey/valkey:8-alpine
    command: valkey-server --save "" --appendonly no
    tmpfs: /data:size=64m
volumes:
  pg:
`,
  "Rails with a job runner": `services:
  app:
    build:
      context: .
      target: production
      args:
        RUBY_VERSION: "3.4"
    expose: ["3000"]
    environment:
      - RAILS_ENV=production
      - SECRET_KEY_BASE=\${SECRET_KEY}
      - DATABASE_URL=postgresql://rails:\${DB_PASSWORD}@postgres/rails
    command: ["./bin/rails", "server", "-b", "0.0.0.0"]
    init: true
    volumes:
      - storage:/rails/storage
    x-rookery:
      overlap: true
    depends_on: { postgres: { condition: service_healthy, restart: true } }
  jobs:
    build:
      context: .
      target: production
    command: bundle exec good_job start
    environment:
      RAILS_ENV: production
      SECRET_KEY_BASE: \${SECRET_KEY}
  postgres:
    image: docker.io/library/postgres:16.4
    environment: { POSTGRES_USER: rails, POSTGRES_PASSWORD: "\${DB_PASSWORD}" }
    volumes: [ "pgdata:/var/lib/postgresql/data:rw" ]
    healthcheck: { test: [ CMD, pg_isready ], interval: 3s, retries: 20 }
volumes: { storage: , pgdata: }
`,
  "Laravel with queue and scheduler": `services:
  php:
    build: { context: ./, dockerfile: docker/php/Dockerfile }
    expose: [8080]
    env_file: app.env
    environment:
      APP_KEY: \${SECRET_KEY}
      DB_HOST: mariadb
      REDIS_HOST: valkey
    working_dir: /app
    user: "1000:1000"
    networks: [front, back]
  queue:
    build: { context: ./, dockerfile: docker/php/Dockerfile }
    command: php artisan queue:work --tries=3
    env_file:
      - path: app.env
        required: true
      - path: local.env
        required: false
    stop_signal: SIGQUIT
    networks: [back]
  mariadb:
    image: mariadb:lts
    volumes: [ data:/var/lib/mysql ]
    environment: [ "MARIADB_ROOT_PASSWORD=\${DB_PASSWORD}" ]
    networks: [ back ]
  valkey: { image: "valkey/valkey:8.1", networks: { back: } }
networks:
  front:
  back:
    internal: true
volumes:
  data:
`,
  "a static site": `services:
  web:
    image: nginx:1.29-alpine
    expose: ["80"]
    read_only: true
    tmpfs: [/var/cache/nginx, "/run:mode=755,size=1m"]
    configs:
      - source: site
        target: /etc/nginx/conf.d/default.conf
configs:
  site:
    content: |
      server {
        listen 80;
        root /usr/share/nginx/html;
        try_files $$uri $$uri/ =404;
      }
`,
  "Go from a Dockerfile": `services:
  api:
    build: .
    expose: ["8080"]
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    read_only: true
    environment: [PORT=8080, "APP_ENV", "BANNER=$DOLLAR"]
    mem_limit: 64m
    cpus: 0.25
    pids_limit: 64
`,
  "a file store with cron": `services:
  app: &cloud
    image: nextcloud:31-apache
    restart: unless-stopped
    expose: [80]
    volumes:
      - nextcloud:/var/www/html
    environment:
      - MYSQL_HOST=db
      - MYSQL_PASSWORD=\${DB_PASSWORD}
      - OVERWRITEPROTOCOL=https
    depends_on: [db, redis]
  cron:
    <<: *cloud
    expose: []
    entrypoint: /cron.sh
    depends_on: [app]
  db:
    image: mariadb:10.11
    command: --transaction-isolation=READ-COMMITTED --log-bin=binlog
    volumes: [db:/var/lib/mysql]
    secrets: [root]
    environment: { MARIADB_ROOT_PASSWORD_FILE: /run/secrets/root }
  redis:
    image: redis:7-alpine
secrets:
  root:
    environment: DB_PASSWORD
volumes: { nextcloud: {}, db: {} }
`,
  "a forge": `version: "3.8"
name: forge
services:
  server:
    image: quay.io/forge/server:11
    environment:
      USER_UID: 1000
      DATABASE__HOST: db:5432
      SSH__DISABLED: true
      RATIO: 1.10
    x-rookery.web: 3000
    expose: ["3000", "22"]
    volumes: ["forge:/data:Z"]
    depends_on: [db]
  db:
    image: postgres@sha256:${"ab".repeat(32)}
    expose: ["5432"]
    environment: { POSTGRES_HOST_AUTH_METHOD: trust }
    volumes: ["postgres:/var/lib/postgresql/data"]
volumes:
  forge: { driver: local }
  postgres:
`,
  "metrics with a config from the project": `services:
  collector:
    image: ghcr.io/metrics/collector:v2.1.0
    command:
      - --config=/etc/collector.yml
      - --storage=/data
    expose: [9090/tcp]
    user: nobody
    configs:
      - { source: collector, target: /etc/collector.yml, mode: 0440, uid: "65534", gid: "65534" }
    secrets:
      - source: key
        target: api-key
    volumes: [ { type: volume, source: tsdb, target: /data, volume: { nocopy: true } }, { type: tmpfs, target: /tmp, tmpfs: { size: 16m, mode: 01777 } } ]
    labels:
      traefik.enable: "true"
configs: { collector: { file: ./conf/site.conf } }
secrets: { key: { content: "\${SECRET_KEY}" } }
volumes: { tsdb: }
`,
  "a chat with web sockets and several networks": `services:
  proxy:
    image: caddy:2
    expose: ["80"]
    command: caddy reverse-proxy --from :80 --to chat:4000
    networks: { default: , inner: { aliases: [ edge ] } }
    healthcheck: { disable: true }
  chat:
    image: ghcr.io/chat/chat:\${TAG}
    networks: [inner]
    init: true
    tty: true
    environment: { EMPTY: , NODE: "chat@\${HOST:-\${APP_ENV}.internal}" }
  cache: { image: "valkey/valkey:8", networks: [inner], profiles: [debug] }
networks: { inner: { driver: bridge, internal: true } }
`,
  "one container": `services:
  whoami:
    image: docker.io/traefik/whoami:v1.11
    x-rookery: { web: 80 }
    platform: linux/amd64
    pull_policy: always
`,
  "a search engine with a wide health check": `services:
  search:
    image: "getmeili/meilisearch:v1.22"
    environment: { MEILI_MASTER_KEY: "\${SECRET_KEY}", MEILI_NO_ANALYTICS: "true" }
    expose:
      - 7700
    volumes:
      - "search:/meili_data"
    healthcheck:
      test: curl -sf http://localhost:7700/health
      interval: 1m
      timeout: 10s
      retries: 3
      start_period: 0.5h
      start_interval: 1s
    stop_grace_period: 2m
    deploy:
      replicas: 1
      restart_policy: { condition: on-failure }
      resources: { reservations: { memory: 64M } }
volumes:
  search:
    labels: { keep: "yes" }
`,
};
