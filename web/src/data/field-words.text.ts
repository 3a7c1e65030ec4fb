import { dictionary } from "#web/lib/dictionary.ts";

/** What the server says of single fields, by its English. What is not here is shown as the server said it. */
export const fieldWords = dictionary<Record<string, string>>({
  en: {},
  de: {
    "3 to 40 small letters, digits and hyphens.": "3 bis 40 Kleinbuchstaben, Ziffern und Bindestriche.",
    "A name has capital letters, digits and _ only, and does not begin with a digit: DATABASE_URL.":
      "Ein Name hat nur Großbuchstaben, Ziffern und _ und beginnt nicht mit einer Ziffer: DATABASE_URL.",
    "A variable needs a name.": "Eine Variable braucht einen Namen.",
    "There is something in it that is no text.": "Es ist etwas darin, das kein Text ist.",
    "A token has no spaces in it.": "Ein Token enthält keine Leerzeichen.",
    "At most 2,000 characters.": "Höchstens 2.000 Zeichen.",
    "Begin and end with a letter or a digit.": "Beginnen und enden Sie mit einem Buchstaben oder einer Ziffer.",
    "Browsers are told to come by https alone only where everybody is sent there.":
      "Nur wo alle zu https geleitet werden, wird Browsern gesagt, allein darüber zu kommen.",
    "Choose a country.": "Wählen Sie ein Land.",
    "Choose a website.": "Wählen Sie eine Website.",
    "Choose at least one.": "Wählen Sie mindestens eine.",
    "Choose the country.": "Wählen Sie das Land.",
    "Choose what the key may do.": "Wählen Sie, was der Schlüssel darf.",
    "Enter a domain such as example.com.": "Geben Sie eine Domain wie example.com ein.",
    "Enter a folder of the repository, such as apps/shop.":
      "Geben Sie einen Ordner des Repositorys ein, etwa apps/shop.",
    "Enter a host name or an address.": "Geben Sie einen Hostnamen oder eine Adresse ein.",
    "Enter a name.": "Geben Sie einen Namen ein.",
    "Enter a password or a token, of one line.": "Geben Sie ein Passwort oder ein Token ein, in einer Zeile.",
    "Enter a path such as /old.": "Geben Sie einen Pfad wie /alt ein.",
    "Enter a region.": "Geben Sie eine Region ein.",
    "Enter a registry, such as ghcr.io, or a folder of one: registry.gitlab.com/team/shop.":
      "Geben Sie eine Registry wie ghcr.io ein oder einen Ordner in einer: registry.gitlab.com/team/shop.",
    "Enter an address such as https://example.com/new, or a path such as /new.":
      "Geben Sie eine Adresse wie https://example.com/neu oder einen Pfad wie /neu ein.",
    "Enter an address such as https://login.example.com.": "Geben Sie eine Adresse wie https://login.example.com ein.",
    "Enter an e-mail address such as name@example.com.": "Geben Sie eine E-Mail-Adresse wie name@example.com ein.",
    "Enter an email address.": "Geben Sie eine E-Mail-Adresse ein.",
    "Enter an ending such as de or co.uk.": "Geben Sie eine Endung wie de oder co.uk ein.",
    "Enter one key of the server, as ssh-keyscan shows it: ssh-ed25519 AAAA…":
      "Geben Sie einen Schlüssel des Servers ein, wie ssh-keyscan ihn zeigt: ssh-ed25519 AAAA…",
    "Enter the auth code.": "Geben Sie den Auth-Code ein.",
    "Enter the claim on whose values the roles hang.": "Geben Sie den Claim ein, an dessen Werten die Rollen hängen.",
    "Enter the client id.": "Geben Sie die Client-ID ein.",
    "Enter the client secret.": "Geben Sie das Client-Geheimnis ein.",
    "Enter the name that goes with the password or token.":
      "Geben Sie den Namen ein, der zum Passwort oder Token gehört.",
    "Enter the telephone number as +49.891234567.": "Geben Sie die Telefonnummer als +49.891234567 ein.",
    "Give a time of this century.": "Geben Sie eine Zeit aus diesem Jahrhundert an.",
    "Give a time such as 2026-11-22T08:00:00Z.": "Geben Sie eine Zeit wie 2026-11-22T08:00:00Z an.",
    "Give the key a name.": "Geben Sie dem Schlüssel einen Namen.",
    "Leave the slash at the end out: what follows is kept.":
      "Lassen Sie den Schrägstrich am Ende weg: Was folgt, bleibt erhalten.",
    "Name each of them once.": "Nennen Sie jeden nur einmal.",
    "No two hyphens in a row.": "Keine zwei Bindestriche hintereinander.",
    "One line, please.": "Bitte nur eine Zeile.",
    "Only https takes a token; ssh has the deploy key.": "Nur https nimmt ein Token; ssh hat den Deploy-Schlüssel.",
    "Only letters, digits and . _ ~ @ : + , ! / - can be in the path.":
      "Der Pfad darf nur Buchstaben, Ziffern und . _ ~ @ : + , ! / - enthalten.",
    "Only small letters, digits and hyphens.": "Nur Kleinbuchstaben, Ziffern und Bindestriche.",
    "Only ssh has a key of its server.": "Nur bei ssh hat der Server einen Schlüssel.",
    "Paste the node's line from /etc/ssh/ssh_host_ed25519_key.pub.":
      "Fügen Sie die Zeile des Nodes aus /etc/ssh/ssh_host_ed25519_key.pub ein.",
    "Say why in a few words: the customer reads it.": "Sagen Sie in ein paar Worten, warum: Der Kunde liest es.",
    "Say why, in a few words.": "Sagen Sie in ein paar Worten, warum.",
    "Small letters, digits and hyphens.": "Kleinbuchstaben, Ziffern und Bindestriche.",
    "The archive is empty.": "Das Archiv ist leer.",
    "The first page shows whether a release works, so it stays.":
      "Die erste Seite zeigt, ob ein Release läuft, deshalb bleibt sie.",
    "There is a node at this address.": "Unter dieser Adresse gibt es schon einen Node.",
    "There is a node of this name.": "Es gibt schon einen Node mit diesem Namen.",
    "This is not a SHA-256 digest: 64 hexadecimal digits.":
      "Das ist kein SHA-256-Wert: Er hat 64 hexadezimale Ziffern.",
    "This is not the name of a branch.": "So kann ein Branch nicht heißen.",
    "This is not the name of a file.": "So kann eine Datei nicht heißen.",
    "This name is reserved.": "Dieser Name ist uns vorbehalten.",
    "This leads to itself.": "Das führt zu sich selbst.",
    "This path is needed for certificates and by us.": "Dieser Pfad wird für Zertifikate und von uns gebraucht.",
    "This role cannot be given by a provider.": "Diese Rolle kann ein Anbieter nicht geben.",
    "What follows is added to it: leave ?, # and the slash at the end out.":
      "Was folgt, wird angehängt: Lassen Sie ?, # und den Schrägstrich am Ende weg.",
    "Enter an address that begins with https:// or ssh://, or one such as git@example.com:team/site.git.":
      "Geben Sie eine Adresse ein, die mit https:// oder ssh:// beginnt, oder eine wie git@example.com:team/site.git.",
    "Leave user and password out of the address. Connect it by ssh with a deploy key, or enter a token below.":
      "Lassen Sie Benutzer und Passwort aus der Adresse weg. Verbinden Sie über ssh mit einem Deploy-Schlüssel, oder geben Sie unten ein Token ein.",
    "This is not the name of a server.": "So kann ein Server nicht heißen.",
    "The path of a repository has letters, digits, dots, hyphens and underscores between its slashes.":
      "Der Pfad eines Repositorys hat Buchstaben, Ziffern, Punkte, Binde- und Unterstriche zwischen seinen Schrägstrichen.",
    "Write something.": "Schreiben Sie etwas.",
  },
});

type Said = (...found: string[]) => string;

/** What is said with figures and names in it, by what of it is always the same. */
export const fieldPatterns = dictionary<readonly (readonly [RegExp, Said])[]>({
  en: [],
  de: [
    [
      /^Enter the key of (.+): it is not among those that we know\.$/,
      (host = "") => `Geben Sie den Schlüssel von ${host} ein: Er ist nicht unter denen, die wir kennen.`,
    ],
    [
      /^“(.+)” is in use\. Choose another one\.$/,
      (name = "") => `„${name}“ ist in Gebrauch. Wählen Sie etwas anderes.`,
    ],
    [/^Choose a time within (\d+) days\.$/, (days = "") => `Wählen Sie eine Zeit in den nächsten ${days} Tagen.`],
    [/^A name has at most (\d+) characters\.$/, (count = "") => `Ein Name hat höchstens ${count} Zeichen.`],
    [/^A value has at most (\d+) KiB\.$/, (count = "") => `Ein Wert hat höchstens ${count} KiB.`],
    [/^At least (\d+) characters\.$/, (count = "") => `Mindestens ${count} Zeichen.`],
    [/^At most (\d+) characters\.$/, (count = "") => `Höchstens ${count} Zeichen.`],
    [/^Too small: expected string to have >=1 characters$/, () => "Das darf nicht leer sein."],
    [/^Too small: expected string to have >=(\d+) characters$/, (count = "") => `Mindestens ${count} Zeichen.`],
    [/^Too big: expected string to have <=(\d+) characters$/, (count = "") => `Höchstens ${count} Zeichen.`],
    [/^Too small: expected \w+ to be >=(-?\d+)$/, (least = "") => `Mindestens ${least}.`],
    [/^Too big: expected \w+ to be <=(-?\d+)$/, (most = "") => `Höchstens ${most}.`],
    [/^Too big: expected array to have <=(\d+) items$/, (most = "") => `Höchstens ${most}.`],
    [/^Invalid (?:input|option|string|URL|email address)/, () => "Das kann so nicht verwendet werden."],
  ],
});
