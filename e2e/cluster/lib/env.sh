# shellcheck shell=bash
# Writes the file that makes a shell or a test use this instance.

# write_env : from what runs now; each script that starts something calls it.
write_env() {
  {
    echo "export KUBECONFIG='$local_dir/kubeconfig'"
    echo "export PATH='$(control_bin)':\"\$PATH\""
    if alive queue; then
      echo "export SQS_ENDPOINT='http://127.0.0.1:$(port_number queue)'"
      echo "export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test"
      echo "export AWS_REGION=eu-central-1 AWS_DEFAULT_REGION=eu-central-1"
    fi
    ! alive operator || echo "export TIDEMILL_METRICS='http://127.0.0.1:$(port_number operator)/metrics'"
  } | write_file "$local_dir/env"
}

port_number() { awk -v name="$1" '$1 == name { print $2 }' "$local_dir/ports"; }
