package io.starlingdb.node.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Hosts of our own on this machine: network namespaces on one bridge, with addresses 10.99.0.1, .2, … and this process at .254. Links between
 * them can be cut, one way or both, made lossy or slow. Needs root, {@code ip}, {@code tc} and {@code nft}; to be closed, which takes all of it away.
 */
final class NamespaceHosts implements AutoCloseable {
    private static final String BRIDGE = "starling-br";
    private static final String NETWORK = "10.99.0.";
    private static final int HERE = 254;

    private final int count;

    private NamespaceHosts(int count) {
        this.count = count;
    }

    static NamespaceHosts make(int count) {
        NamespaceHosts hosts = new NamespaceHosts(count);
        hosts.close(); // what a run that was killed has left
        run("ip link add " + BRIDGE + " type bridge");
        run("ip addr add " + NETWORK + HERE + "/24 dev " + BRIDGE);
        run("ip link set " + BRIDGE + " up");
        for (int host = 0; host < count; host++) {
            run("ip netns add " + name(host));
            run("ip link add " + link(host) + " type veth peer name eth0 netns " + name(host));
            run("ip link set " + link(host) + " master " + BRIDGE + " up");
            run("ip -n " + name(host) + " addr add " + address(host) + "/24 dev eth0");
            run("ip -n " + name(host) + " link set eth0 up");
            run("ip -n " + name(host) + " link set lo up");
            nft(host, "add table inet cuts");
            nft(host, "add chain inet cuts in { type filter hook input priority 0 ; }");
        }
        return hosts;
    }

    static String address(int host) {
        return NETWORK + (host + 1);
    }

    /** What to put in front of a command so that it runs on the host. */
    static List<String> on(int host) {
        return List.of("ip", "netns", "exec", name(host));
    }

    /** Nothing that one host sends reaches the other; the other way is left as it is. */
    void cutOneWay(int from, int to) {
        nft(to, "add rule inet cuts in ip saddr " + address(from) + " drop");
    }

    void cut(int one, int other) {
        cutOneWay(one, other);
        cutOneWay(other, one);
    }

    /** So many of a hundred packets that other hosts send here are lost. */
    void lose(int host, int percent) {
        for (int other = 0; other < count; other++) {
            if (other != host) {
                nft(
                        host,
                        "add rule inet cuts in ip saddr " + address(other) + " numgen random mod 100 < " + percent
                                + " drop");
            }
        }
    }

    /**
     * All that the host sends waits in a queue: a link that is too narrow for it, so that packets come up to half a second late, and those that
     * would come later are lost. This kernel has no netem; a queue that fills up is what delays packets in real networks, too.
     */
    void delay(int host) {
        run("ip netns exec " + name(host) + " tc qdisc replace dev eth0 root tbf rate 300kbit burst 5kb latency 500ms");
    }

    /** All links are whole again. */
    void heal() {
        for (int host = 0; host < count; host++) {
            tryRun("ip netns exec " + name(host) + " tc qdisc del dev eth0 root");
            nft(host, "flush chain inet cuts in");
        }
    }

    @Override
    public void close() {
        for (int host = 0; host < count; host++) {
            tryRun("ip netns del " + name(host));
            tryRun("ip link del " + link(host));
        }
        tryRun("ip link del " + BRIDGE);
    }

    private static String name(int host) {
        return "starling-" + (host + 1);
    }

    private static String link(int host) {
        return "starling-v" + (host + 1);
    }

    private static void nft(int host, String rule) {
        run("ip netns exec " + name(host) + " nft " + rule);
    }

    private static void run(String command) {
        int code = tryRun(command);
        if (code != 0) {
            throw new IllegalStateException(command + " ended with " + code);
        }
    }

    private static int tryRun(String command) {
        try {
            Process process = new ProcessBuilder(command.split(" "))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " does not end");
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
