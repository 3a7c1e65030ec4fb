/** Words that people reach for when a password is due. In a password each counts as one character. */
export const predictableWords: readonly string[] = words(`
  password passwort kennwort passwd passphrase passcode pass pin login logon signin anmelden account konto user benutzer
  admin administrator root superuser sysadmin master default standard changeme change letmein let access zugang open
  welcome willkommen hello hallo hi servus moin secret geheim geheimnis private privat secure sicher sicherheit security
  test tester testing demo temp temporary guest gast example beispiel sample new neu old alt
  love liebe iloveyou loveyou ichliebedich schatz schatzi baby honey darling angel engel princess prinzessin sweetheart
  dragon monkey tiger lion eagle shadow sunshine sonnenschein rainbow flower butterfly unicorn football fussball baseball
  basketball soccer hockey superman batman spiderman pokemon starwars matrix ninja killer hunter ranger freedom freiheit
  money geld summer sommer winter spring fruehling frühling autumn fall herbst
  january februar february march maerz märz april may mai june juni july juli august september october oktober
  november december dezember januar monday montag tuesday dienstag wednesday mittwoch thursday donnerstag friday freitag
  saturday samstag sunday sonntag birthday geburtstag christmas weihnachten
  computer internet server website webseite hosting webhosting webmail mail email domain cloud database datenbank backup
  linux ubuntu debian windows macbook iphone android google facebook instagram amazon apple microsoft github docker
  germany deutschland austria switzerland schweiz europe europa berlin hamburg münchen muenchen munich köln koeln frankfurt
  vienna zürich zuerich london paris newyork america
  correct horse battery staple trustno one two three four five six seven eight nine ten eins zwei drei vier fünf sechs
  this that is are was my mine your our the a an and for you i me mein meine meinem dein unser das der die ein eine ist
  und für ich du bin bist very sehr long lang langes good gut best bestes super strong starkes always immer never nie
  characters zeichen fifteen enough nobody knows niemand weiss
  abc abcd qwerty qwertz azerty asdf yxcv zxcv qwe asd qaz wsx 123 321 007 000 666
  michael michelle jennifer jessica thomas daniel andrew joshua matthew robert william charlie george jordan ashley
  amanda nicole maria sarah samantha victoria elizabeth alexander andreas stefan christian sebastian markus martin peter
  anna julia laura lena sophie katharina sabine susanne claudia max paul felix lukas jonas leon
  arsenal chelsea liverpool everton barcelona realmadrid juventus bayern dortmund schalke borussia werder hsv
  mercedes porsche ferrari corvette mustang harley yamaha toyota honda audi volkswagen jaguar
  metallica nirvana slipknot beatles eminem blink pink guitar music musik rock
  pepper ginger cookie chocolate schokolade cheese banana orange peach cherry coffee kaffee bier beer whiskey pizza
  maverick phoenix falcon wizard merlin gandalf frodo hobbit vampire zombie pirate warrior spartan samurai phantom ghost
  snoopy garfield mickey minnie donald tweety scooby bambi stitch naruto pikachu zelda mario sonic minecraft fortnite
  jesus christ heaven bible faith blessed
  gold silver silber diamond diamant crystal purple yellow green black white red blue rot blau gruen grün schwarz weiss
  cat katze kitty puppy hund dog wolf bear bär horse pferd fish rabbit hase maus mouse turtle dolphin spider snake
  mother father mama papa mutti vati sister brother family familie friend friends freunde forever
  happy lucky smile star stars stern sun sonne moon mond ocean river water fire feuer storm thunder lightning
  whatever nothing something anything trust power energy mobile telefon handy router wlan wifi
  office business company firma chef boss manager support service kunde customer team sales  sql mysql
  postgres oracle cisco samsung nokia sony dell lenovo intel nvidia netflix spotify twitter tiktok youtube whatsapp
  paypal ebay bank sparkasse visa bitcoin crypto
  fuck fuckyou shit asshole scheisse arsch sexy hot hottie playboy
`);

/** Some people turn a word round. */
export const turnedWords: readonly string[] = predictableWords
  .filter((word) => word.length >= 5)
  .map((word) => [...word].reverse().join(""));

/** What lies next to one another on a keyboard or in an alphabet, in reading order; walks go either way. */
export const walkLines: readonly string[] = words(`
  abcdefghijklmnopqrstuvwxyz 01234567890123456789
  qwertyuiop[] asdfghjkl;' zxcvbnm,./ qwertzuiopü+ asdfghjklöä# yxcvbnm,.- azertyuiop^$ qsdfghjklm wxcvbn,;:!
  !@#$%^&*()_+ !"§$%&/()=?
  1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/ 1qay2wsx3edc4rfv5tgb6zhn7ujm8ik,9ol.0pö- zaq1xsw2cde3vfr4bgt5nhy6mju7
  147258369 741852963 159357 123654789
`);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
