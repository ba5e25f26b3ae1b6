package io.starlingdb.node.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Knows the addresses of hosts without ever waiting for a name server: a name is looked up in the background when it is first asked for. */
final class AddressBook {
    private final Executor blocking;
    private final Map<String, InetAddress> known = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** @param blocking runs look-ups */
    AddressBook(Executor blocking) {
        this.blocking = blocking;
    }

    /** The host's address, null while it is not known. Any thread; never blocks. */
    @Nullable
    InetAddress find(String host) {
        InetAddress address = known.get(host);
        if (address == null && isLiteral(host)) {
            address = resolve(host);
        } else if (address == null && asked.add(host)) {
            blocking.execute(() -> {
                resolve(host);
                asked.remove(host);
            });
        }
        return address;
    }

    private @Nullable InetAddress resolve(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            known.put(host, address);
            return address;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
