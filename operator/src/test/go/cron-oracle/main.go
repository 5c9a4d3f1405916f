// Command cron-oracle answers what robfig/cron v3, as the API server and the CronJob controller call
// it, makes of an expression. It reads lines of an expression in base64, a time zone, a Unix time in
// seconds, nanoseconds and a count, separated by tabs, and writes a line for each:
// "ok" with the next times ("-" where none comes), or "refused".
package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		fmt.Fprintln(out, answer(strings.Split(in.Text(), "\t")))
	}
}

func answer(question []string) string {
	raw, err := base64.StdEncoding.DecodeString(question[0])
	if err != nil {
		panic(err)
	}
	expression := string(raw)
	if _, err := parse(expression); err != nil || strings.Contains(expression, "TZ") {
		return "refused"
	}
	schedule, err := parse("TZ=" + question[1] + " " + expression)
	if err != nil {
		panic(err)
	}
	at := time.Unix(number(question[2]), number(question[3])).UTC()
	var times strings.Builder
	times.WriteString("ok")
	for range number(question[4]) {
		at = schedule.Next(at)
		if at.IsZero() {
			times.WriteString(" -")
			break
		}
		fmt.Fprintf(&times, " %d", at.Unix())
	}
	return times.String()
}

// parse turns the panics of the library ("TZ=0") into errors, as the API server does.
func parse(expression string) (schedule cron.Schedule, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return cron.ParseStandard(expression)
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(err)
	}
	return n
}
