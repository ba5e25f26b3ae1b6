package io.starlingdb.client;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as a file may hold it: PBKDF2 with HMAC-SHA-512 (RFC 8018) and a salt of its own, {@code pbkdf2-sha512$rounds$salt$hash}, the last two
 * in base64. Making or checking one takes some tenths of a second of CPU, on purpose: not for an event loop.
 */
public final class PasswordHash {
    private static final String NAME = "pbkdf2-sha512";
    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    private static final int ROUNDS = 210_000;
    private static final int ROUNDS_MAX = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final int rounds;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int rounds, byte[] salt, byte[] hash) {
        this.rounds = rounds;
        this.salt = salt;
        this.hash = hash;
    }

    /** Of a new password, under a new salt. */
    public static PasswordHash of(char[] password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(ROUNDS, salt, derive(password, salt, ROUNDS, HASH_BYTES));
    }

    /** @throws IllegalArgumentException if the text is none */
    public static PasswordHash parse(String text) {
        String[] parts = text.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            throw new IllegalArgumentException("not of the form " + NAME + "$rounds$salt$hash");
        }
        int rounds = Integer.parseInt(parts[1]);
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] hash = Base64.getDecoder().decode(parts[3]);
        if (rounds < 1 || rounds > ROUNDS_MAX || salt.length == 0 || hash.length < SALT_BYTES || hash.length > 64) {
            throw new IllegalArgumentException("rounds, salt or hash out of bounds");
        }
        return new PasswordHash(rounds, salt, hash);
    }

    /** Whether this is the password; takes as long for a wrong one. */
    public boolean matches(char[] password) {
        return MessageDigest.isEqual(hash, derive(password, salt, rounds, hash.length));
    }

    private static byte[] derive(char[] password, byte[] salt, int rounds, int bytes) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, rounds, bytes * 8);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        } finally {
            spec.clearPassword();
        }
    }

    /** The form for files. */
    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return NAME + "$" + rounds + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }
}
