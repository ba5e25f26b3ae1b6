package io.starlingdb.node.security;

import io.starlingdb.client.PasswordHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users and hashes of their passwords: lines {@code user:hash}; empty ones and those that begin with {@code #} do not count. */
final class UserList {
    private final Map<String, PasswordHash> users;

    private UserList(Map<String, PasswordHash> users) {
        this.users = users;
    }

    /** @throws IllegalArgumentException naming the line that is wrong */
    static UserList parse(List<String> lines) {
        Map<String, PasswordHash> users = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            try {
                if (colon < 1
                        || users.put(line.substring(0, colon), PasswordHash.parse(line.substring(colon + 1))) != null) {
                    throw new IllegalArgumentException(colon < 1 ? "no user's name" : "the user is there twice");
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return new UserList(users);
    }

    int size() {
        return users.size();
    }

    /** Null for a user that there is not. */
    @Nullable
    PasswordHash of(String user) {
        return users.get(user);
    }
}
