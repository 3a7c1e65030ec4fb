import { language } from "#web/lib/dictionary.ts";

export interface ParameterWords {
  label: string;
  hint?: string;
  /** Said at the field when its value does not fit. */
  problem?: string;
  /** Of a choice, where its values are no names by themselves. */
  options?: Readonly<Record<string, string>>;
}
export interface AppWords {
  title: string;
  summary: string;
  parameters: Readonly<Record<string, ParameterWords>>;
}

const slash = { en: "A path that begins with a slash.", de: "Ein Pfad, der mit einem Schrägstrich beginnt." };

/** The apps in the languages that people read; a test asks for each app, each parameter and each choice in both. */
export const appWords: Readonly<Record<"en" | "de", Readonly<Record<string, AppWords>>>> = {
  en: {
    static: {
      title: "Static site",
      summary: "HTML, CSS, scripts and pictures, served as they are.",
      parameters: {
        buildCommand: {
          label: "Build command",
          hint: "Makes the pages, by Node.js: npm run build. Empty: they are there already.",
          problem: "One line, such as npm run build.",
        },
        publish: {
          label: "Public folder",
          hint: "The folder of the code that visitors see, where it is not all of it.",
          problem: "A folder, such as dist.",
        },
      },
    },
    php: {
      title: "PHP",
      summary: "PHP behind nginx, for your own code or a framework such as Laravel or Symfony.",
      parameters: {
        version: { label: "PHP version" },
        documentRoot: {
          label: "Public folder",
          hint: "The folder that visitors see, where it is not the whole site.",
          problem: "A folder, such as public.",
        },
        healthPath: {
          label: "Health path",
          hint: "A page that answers when the site works. Without it, PHP itself is asked.",
          problem: slash.en,
        },
      },
    },
    wordpress: {
      title: "WordPress",
      summary: "WordPress with its database, ready to be set up in the browser.",
      parameters: { php: { label: "PHP version" } },
    },
    node: {
      title: "Node.js",
      summary: "A server of your own in JavaScript.",
      parameters: {
        version: { label: "Node.js version" },
        command: {
          label: "Command",
          hint: "Starts the server, in the app's folder. It listens on $PORT.",
          problem: "A program and its arguments, without quotes: node server.js",
        },
        healthPath: { label: "Health path", hint: "Answers when the app works.", problem: slash.en },
      },
    },
    python: {
      title: "Python",
      summary: "A WSGI or ASGI application: Flask, Django, FastAPI or your own.",
      parameters: {
        version: { label: "Python version" },
        interface: {
          label: "Interface",
          hint: "WSGI for Flask and Django, ASGI for FastAPI and Starlette.",
          options: { wsgi: "WSGI", asgi: "ASGI" },
        },
        application: {
          label: "Application",
          hint: "The module and the name of the application in it.",
          problem: "A module and the application in it: app:app",
        },
        healthPath: { label: "Health path", hint: "Answers when the app works.", problem: slash.en },
      },
    },
    image: {
      title: "Container image",
      summary: "Any container image from a registry.",
      parameters: {
        reference: {
          label: "Image",
          hint: "From a registry: nginx:1.29, ghcr.io/example/app:2.",
          problem: "An image's name, such as nginx:1.29 or ghcr.io/example/app:2.",
        },
        port: { label: "Port", hint: "The app listens on it, in its container." },
        healthPath: {
          label: "Health path",
          hint: "Answers when the app works. Empty: what the image itself asks.",
          problem: slash.en,
        },
        command: {
          label: "Command",
          hint: "In place of the image's own.",
          problem: "A program and its arguments, without quotes.",
        },
        volumes: {
          label: "Volumes",
          hint: "What outlives a release, one to a line: data:/var/lib/app.",
          problem: "A name and a folder on each line: data:/var/lib/app.",
        },
      },
    },
    dockerfile: {
      title: "Dockerfile",
      summary: "Code in any language that brings a Dockerfile.",
      parameters: {
        path: {
          label: "Dockerfile",
          hint: "Where it is in the code.",
          problem: "A file of the code, such as Dockerfile or docker/web.Dockerfile.",
        },
        port: { label: "Port", hint: "The app listens on it, in its container." },
        healthPath: {
          label: "Health path",
          hint: "Answers when the app works. Empty: what the Dockerfile itself asks.",
          problem: slash.en,
        },
      },
    },
    compose: {
      title: "Compose file",
      summary: "Several containers of your own, described by a compose file.",
      parameters: {
        text: { label: "Compose file", hint: "Checked while you write, and again when it is deployed." },
      },
    },
  },
  de: {
    static: {
      title: "Statische Website",
      summary: "HTML, CSS, Skripte und Bilder, ausgeliefert, wie sie sind.",
      parameters: {
        buildCommand: {
          label: "Build-Befehl",
          hint: "Erzeugt die Seiten mit Node.js: npm run build. Leer: Sie sind schon da.",
          problem: "Eine Zeile, etwa npm run build.",
        },
        publish: {
          label: "Öffentlicher Ordner",
          hint: "Der Ordner des Codes, den Besucher sehen, wenn es nicht alles ist.",
          problem: "Ein Ordner, etwa dist.",
        },
      },
    },
    php: {
      title: "PHP",
      summary: "PHP hinter nginx, für eigenen Code oder ein Framework wie Laravel oder Symfony.",
      parameters: {
        version: { label: "PHP-Version" },
        documentRoot: {
          label: "Öffentlicher Ordner",
          hint: "Der Ordner, den Besucher sehen, wenn es nicht die ganze Website ist.",
          problem: "Ein Ordner, etwa public.",
        },
        healthPath: {
          label: "Pfad für die Zustandsprüfung",
          hint: "Eine Seite, die antwortet, wenn die Website läuft. Ohne sie wird PHP selbst gefragt.",
          problem: slash.de,
        },
      },
    },
    wordpress: {
      title: "WordPress",
      summary: "WordPress mit seiner Datenbank, bereit zur Einrichtung im Browser.",
      parameters: { php: { label: "PHP-Version" } },
    },
    node: {
      title: "Node.js",
      summary: "Ein eigener Server in JavaScript.",
      parameters: {
        version: { label: "Node.js-Version" },
        command: {
          label: "Befehl",
          hint: "Startet den Server im Ordner der App. Er hört auf $PORT.",
          problem: "Ein Programm und seine Argumente, ohne Anführungszeichen: node server.js",
        },
        healthPath: {
          label: "Pfad für die Zustandsprüfung",
          hint: "Antwortet, wenn die App läuft.",
          problem: slash.de,
        },
      },
    },
    python: {
      title: "Python",
      summary: "Eine WSGI- oder ASGI-Anwendung: Flask, Django, FastAPI oder eine eigene.",
      parameters: {
        version: { label: "Python-Version" },
        interface: {
          label: "Schnittstelle",
          hint: "WSGI für Flask und Django, ASGI für FastAPI und Starlette.",
          options: { wsgi: "WSGI", asgi: "ASGI" },
        },
        application: {
          label: "Anwendung",
          hint: "Das Modul und der Name der Anwendung darin.",
          problem: "Ein Modul und die Anwendung darin: app:app",
        },
        healthPath: {
          label: "Pfad für die Zustandsprüfung",
          hint: "Antwortet, wenn die App läuft.",
          problem: slash.de,
        },
      },
    },
    image: {
      title: "Container-Image",
      summary: "Ein beliebiges Container-Image aus einer Registry.",
      parameters: {
        reference: {
          label: "Image",
          hint: "Aus einer Registry: nginx:1.29, ghcr.io/example/app:2.",
          problem: "Der Name eines Images, etwa nginx:1.29 oder ghcr.io/example/app:2.",
        },
        port: { label: "Port", hint: "Auf ihm hört die App in ihrem Container." },
        healthPath: {
          label: "Pfad für die Zustandsprüfung",
          hint: "Antwortet, wenn die App läuft. Leer: was das Image selbst prüft.",
          problem: slash.de,
        },
        command: {
          label: "Befehl",
          hint: "Anstelle des Befehls im Image.",
          problem: "Ein Programm und seine Argumente, ohne Anführungszeichen.",
        },
        volumes: {
          label: "Volumes",
          hint: "Was ein Release überdauert, je Zeile eines: data:/var/lib/app.",
          problem: "Je Zeile ein Name und ein Ordner: data:/var/lib/app.",
        },
      },
    },
    dockerfile: {
      title: "Dockerfile",
      summary: "Code in einer beliebigen Sprache, der ein Dockerfile mitbringt.",
      parameters: {
        path: {
          label: "Dockerfile",
          hint: "Wo es im Code liegt.",
          problem: "Eine Datei des Codes, etwa Dockerfile oder docker/web.Dockerfile.",
        },
        port: { label: "Port", hint: "Auf ihm hört die App in ihrem Container." },
        healthPath: {
          label: "Pfad für die Zustandsprüfung",
          hint: "Antwortet, wenn die App läuft. Leer: was das Dockerfile selbst prüft.",
          problem: slash.de,
        },
      },
    },
    compose: {
      title: "Compose-Datei",
      summary: "Mehrere eigene Container, beschrieben von einer Compose-Datei.",
      parameters: {
        text: { label: "Compose-Datei", hint: "Geprüft beim Schreiben und noch einmal, bevor sie läuft." },
      },
    },
  },
};

/** What an app is called; one that is newer than this page, by its own name. */
/** Of every app that there is. */
export const appNames: readonly string[] = Object.keys(appWords[language]);

export const appTitle = (template: string): string => appWords[language][template]?.title ?? template;

export const wordsOfApp = (template: string): AppWords | undefined => appWords[language][template];
