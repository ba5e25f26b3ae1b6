package io.starlingdb.node.security;

import io.starlingdb.client.PasswordHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in whom a file knows, with the password whose hash it holds. The file is read again when it has changed; one that cannot be read or has a
 * faulty line changes nothing.
 *
 * <p>Hashes are meant to be slow, and HTTP brings the password with every request: so one thread checks, with a short queue, and who was let in
 * is remembered by a salted digest for as long as the file stays the same (1,000 users). A flood of wrong passwords costs that one thread.
 */
public final class UsersFile implements Authenticator, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);
    private static final int WAITING_MAX = 256;
    private static final int KNOWN_MAX = 1_000;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final Executor loop;
    private final ThreadPoolExecutor checking;
    private final byte[] salt = new byte[32];
    /** What an unknown user's password is compared with, so that it takes as long. */
    private final PasswordHash nobody = PasswordHash.of("nobody's".toCharArray());

    // on the checking thread
    private UserList users;
    private FileTime readAt;
    private long lookedNanos = System.nanoTime();

    // on the loop
    private final Map<String, byte[]> known = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if the file cannot be read, or is not one of users; the sentence says why */
    public UsersFile(Path file, Executor loop) {
        this.file = file;
        this.loop = loop;
        new SecureRandom().nextBytes(salt);
        try {
            readAt = Files.getLastModifiedTime(file);
            users = UserList.parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ", " + e.getMessage(), e);
        }
        checking = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), task -> {
            Thread thread = new Thread(task, "passwords");
            thread.setDaemon(true);
            return thread;
        });
        LOG.info("{} users may come in, by {}", users.size(), file);
    }

    @Override
    public boolean asks() {
        return true;
    }

    @Override
    public CompletionStage<Boolean> check(String user, String password) {
        byte[] digest = digest(user, password);
        byte[] before = known.get(user);
        // the file is looked at behind the back of who was let in a moment ago
        return before != null && MessageDigest.isEqual(before, digest) ? letInAgain() : slowly(user, password, digest);
    }

    private CompletionStage<Boolean> letInAgain() {
        try {
            checking.execute(() -> {
                if (reread()) {
                    loop.execute(known::clear);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The file is looked at another time: the checks wait in a queue", e);
        }
        return CompletableFuture.completedFuture(true);
    }

    private CompletionStage<Boolean> slowly(String user, String password, byte[] digest) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        try {
            checking.execute(() -> {
                boolean isNew = reread();
                boolean good = matches(user, password);
                loop.execute(() -> {
                    if (isNew) {
                        known.clear();
                    }
                    if (good) {
                        remember(user, digest);
                    }
                    answer.complete(good);
                });
            });
        } catch (RejectedExecutionException e) {
            answer.complete(false);
        }
        return answer;
    }

    private boolean matches(String user, String password) {
        PasswordHash hash = users.of(user);
        boolean good = (hash == null ? nobody : hash).matches(password.toCharArray());
        return good && hash != null;
    }

    private void remember(String user, byte[] digest) {
        known.put(user, digest);
        if (known.size() > KNOWN_MAX) {
            known.remove(known.keySet().iterator().next());
        }
    }

    /** Whether the users are others than before. */
    private boolean reread() {
        long now = System.nanoTime();
        if (now - lookedNanos < LOOK_NANOS) {
            return false;
        }
        lookedNanos = now;
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (changed.equals(readAt)) {
                return false;
            }
            readAt = changed;
            users = UserList.parse(Files.readAllLines(file));
            LOG.info("{} users may come in now, by {}", users.size(), file);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("The users stay as they are: {} cannot be read again", file, e);
            return false;
        }
    }

    private byte[] digest(String user, String password) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(salt);
            sha.update((user + "\0" + password).getBytes(StandardCharsets.UTF_8));
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        checking.shutdownNow();
    }
}
