# Lays an image into the registry that registry.sh started: a web server without a shell or a library, on port 8080. Prints its name.
set -e
image=registry.test:5000/shop/page:1
cd "$(mktemp -d)"
mkdir -p root/bin root/www
cp /usr/bin/busybox root/bin/httpd
echo 'served from a registry' > root/www/index.html
tar -C root -cf root.tar .
podman="podman --root $PWD/storage --runroot $PWD/run --storage-driver vfs"
$podman import -q --change 'CMD ["/bin/httpd", "-f", "-p", "8080", "-h", "/www"]' root.tar $image > /dev/null
$podman push -q $image > /dev/null
rm -rf "$PWD"
echo $image
