package io.starlingdb.node.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Java values of any type, with a liking for the edges: least, greatest, empty, close to each other. */
final class RandomValues {
    private static final int NEAR = 3;

    private final RandomGenerator random;

    private final boolean userTypes;

    RandomValues(RandomGenerator random) {
        this(random, false);
    }

    /** @param userTypes whether types may be user-defined ones, which cannot be parsed without a scope */
    RandomValues(RandomGenerator random, boolean userTypes) {
        this.random = random;
        this.userTypes = userTypes;
    }

    /** A type that keys can have, nested at most {@code depth} deep. */
    CqlType orderedType(int depth) {
        int kinds = depth > 0 ? ScalarType.values().length + (userTypes ? 6 : 5) : ScalarType.values().length;
        int kind = random.nextInt(kinds);
        if (kind < ScalarType.values().length) {
            ScalarType type = ScalarType.values()[kind];
            return type.isOrdered() ? type : ScalarType.DECIMAL;
        }
        return switch (kind - ScalarType.values().length) {
            case 0 -> new ListType(orderedType(depth - 1), true);
            case 1 -> new SetType(orderedType(depth - 1), true);
            case 2 -> new MapType(orderedType(depth - 1), orderedType(depth - 1), true);
            case 3 -> new TupleType(List.of(orderedType(depth - 1), orderedType(depth - 1)));
            case 5 ->
                new UserType(
                        "k",
                        "u",
                        List.of(
                                new UserType.Field("a", orderedType(depth - 1)),
                                new UserType.Field("B", orderedType(depth - 1)),
                                new UserType.Field("c", ScalarType.INT)),
                        true);
            default -> new VectorType(orderedType(depth - 1), 1 + random.nextInt(NEAR));
        };
    }

    byte[] bytes(CqlType type) {
        return type.encode(value(type));
    }

    Object value(CqlType type) {
        if (type instanceof ListType list) {
            return elements(list.element());
        }
        if (type instanceof SetType set) {
            Set<Object> values = new HashSet<>(elements(set.element()));
            return values;
        }
        if (type instanceof MapType map) {
            Map<Object, Object> values = new HashMap<>();
            elements(map.key()).forEach(key -> values.put(key, value(map.value())));
            return values;
        }
        if (type instanceof VectorType vector) {
            List<Object> values = new ArrayList<>();
            for (int left = vector.dimension(); left > 0; left--) {
                values.add(value(vector.element()));
            }
            return values;
        }
        if (type instanceof TupleType tuple) {
            List<Object> values = new ArrayList<>();
            tuple.fieldTypes().forEach(field -> values.add(random.nextInt(NEAR) == 0 ? null : value(field)));
            return values;
        }
        if (type instanceof UserType user) {
            Map<String, Object> values = new LinkedHashMap<>();
            user.fields()
                    .forEach(field -> values.put(field.name(), random.nextInt(NEAR) == 0 ? null : value(field.type())));
            return values;
        }
        return scalar((ScalarType) type);
    }

    private List<Object> elements(CqlType type) {
        List<Object> values = new ArrayList<>();
        for (int left = random.nextInt(NEAR + 1); left > 0; left--) {
            values.add(value(type));
        }
        return values;
    }

    private Object scalar(ScalarType type) {
        return switch (type) {
            case ASCII -> text(0x80);
            case TEXT -> text(0x10FFFF);
            case BLOB -> ByteBuffer.wrap(blob());
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (byte) whole();
            case SMALLINT -> (short) whole();
            case INT -> (int) whole();
            case BIGINT, COUNTER -> whole();
            case VARINT -> bigInteger();
            case DECIMAL -> new BigDecimal(bigInteger(), scale());
            case FLOAT ->
                random.nextInt(NEAR) == 0
                        ? pick(0f, -0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.MIN_VALUE)
                        : Float.intBitsToFloat((int) whole());
            case DOUBLE ->
                random.nextInt(NEAR) == 0
                        ? pick(
                                0d,
                                -0d,
                                Double.NaN,
                                Double.NEGATIVE_INFINITY,
                                Double.POSITIVE_INFINITY,
                                Double.MIN_VALUE)
                        : Double.longBitsToDouble(whole());
            case TIMESTAMP -> Instant.ofEpochMilli(whole());
            case DATE -> LocalDate.ofEpochDay((int) whole());
            case TIME -> LocalTime.ofNanoOfDay(Math.floorMod(whole(), 86_400_000_000_000L));
            case UUID -> new UUID(whole(), whole());
            case TIMEUUID -> new UUID(whole() & ~0xF000L | 0x1000L, whole());
            case INET -> inet();
            case DURATION -> {
                int sign = random.nextBoolean() ? 1 : -1;
                yield new CqlDuration(
                        sign * random.nextInt(Integer.MAX_VALUE),
                        sign * random.nextInt(NEAR),
                        sign * (whole() & Long.MAX_VALUE));
            }
        };
    }

    private long whole() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(-NEAR, NEAR);
            case 1 -> Long.MAX_VALUE - random.nextInt(NEAR);
            case 2 -> Long.MIN_VALUE + random.nextInt(NEAR);
            case 3 -> (1L << random.nextInt(Long.SIZE)) + random.nextInt(-1, 2);
            case 4 -> random.nextInt();
            default -> random.nextLong();
        };
    }

    private BigInteger bigInteger() {
        if (random.nextInt(NEAR) > 0) {
            return BigInteger.valueOf(whole());
        }
        byte[] bytes = new byte[pick(9, 126, 127, 128, 129, 300)];
        random.nextBytes(bytes);
        return new BigInteger(bytes);
    }

    private int scale() {
        return switch (random.nextInt(NEAR)) {
            case 0 -> random.nextInt(-NEAR, NEAR);
            case 1 -> random.nextInt(-400, 400);
            default -> pick(Integer.MAX_VALUE - 800, Integer.MIN_VALUE + 800, 0);
        };
    }

    private String text(int codePoints) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(NEAR + 1); left > 0; left--) {
            int codePoint = random.nextBoolean() ? random.nextInt(NEAR) : random.nextInt(codePoints);
            text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? 'x' : codePoint);
        }
        return text.toString();
    }

    private byte[] blob() {
        byte[] bytes = new byte[random.nextInt(NEAR + 1)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (int) pick(0, 1, 2, 0xFE, 0xFF, random.nextInt(256));
        }
        return bytes;
    }

    private InetAddress inet() {
        byte[] address = new byte[random.nextBoolean() ? 4 : 16];
        for (int i = 0; i < address.length; i++) {
            address[i] = (byte) random.nextInt(NEAR);
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
