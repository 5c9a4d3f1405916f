# shellcheck shell=bash
# Packs the node's images from Debian's static busybox: there is no registry to pull them from.

busybox_image=docker.io/library/busybox:1.35
pause_image=docker.io/library/tidemill-pause:1

# A dynamically linked busybox would not run alone in an image.
static_busybox() {
  local path
  path=$(command -v busybox) && ! ldd "$path" >/dev/null 2>&1 && echo "$path"
}

need_busybox() {
  static_busybox >/dev/null || install_package "a static busybox" busybox-static
}

# pack_image NAME TAR COMMAND_JSON
pack_image() {
  local name=$1 tar=$2 command=$3 dir digest
  dir=$(mktemp -d "$cache_dir/image.XXXXXX")
  mkdir -p "$dir"/root/{bin,etc,root,tmp,var,proc,sys,dev,usr/bin}
  chmod 1777 "$dir/root/tmp"
  cp "$(static_busybox)" "$dir/root/bin/busybox"
  "$dir/root/bin/busybox" --list | while read -r applet; do
    [[ $applet == busybox ]] || ln -s busybox "$dir/root/bin/$applet"
  done
  ln -s ../../bin/busybox "$dir/root/usr/bin/env"
  echo root:x:0:0:root:/root:/bin/sh >"$dir/root/etc/passwd"
  echo nobody:x:65534:65534:nobody:/:/bin/false >>"$dir/root/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$dir/root/etc/group"
  tar -C "$dir/root" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cf "$dir/layer.tar" .
  digest=$(sha256sum <"$dir/layer.tar" | cut -d' ' -f1)
  cat >"$dir/config.json" <<EOF
{"architecture":"$(image_architecture)","os":"linux","created":"1970-01-01T00:00:00Z",
 "config":{"Env":["PATH=/usr/local/bin:/usr/bin:/bin"],"Cmd":$command,"WorkingDir":"/"},
 "rootfs":{"type":"layers","diff_ids":["sha256:$digest"]}}
EOF
  echo "[{\"Config\":\"config.json\",\"RepoTags\":[\"$name\"],\"Layers\":[\"layer.tar\"]}]" >"$dir/manifest.json"
  tar -C "$dir" -cf "$tar.tmp.$$" manifest.json config.json layer.tar
  mv -f "$tar.tmp.$$" "$tar"
  rm -rf "$dir"
}

image_architecture() {
  case $(uname -m) in
  x86_64) echo amd64 ;;
  aarch64) echo arm64 ;;
  *) uname -m ;;
  esac
}

# pack_images : sets `images_dir`, keyed by the busybox that is in them and by this file.
pack_images() {
  need_busybox
  images_dir=$cache_dir/images-$(cat "$(static_busybox)" "$cluster_dir/lib/images.sh" | sha256sum | cut -c1-16)
  mkdir -p "$images_dir"
  [[ -f $images_dir/busybox.tar ]] || pack_image "$busybox_image" "$images_dir/busybox.tar" '["sh"]'
  [[ -f $images_dir/pause.tar ]] || pack_image "$pause_image" "$images_dir/pause.tar" '["/bin/busybox","sleep","2147483647"]'
}
