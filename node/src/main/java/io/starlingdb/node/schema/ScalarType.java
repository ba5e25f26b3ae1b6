package io.starlingdb.node.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** CQL's native scalar types, each with the Java class of its decoded values. {@code varchar} is {@link #TEXT}. */
public enum ScalarType implements CqlType {
    /** US-ASCII text: {@link String}. */
    ASCII(0x0001, new TextCodec("ascii", true)),
    /** {@link Long}. */
    BIGINT(0x0002, IntegerCodec.bigint("bigint")),
    /** {@link java.nio.ByteBuffer}; {@code byte[]} is accepted. */
    BLOB(0x0003, new BlobCodec()),
    /** {@link Boolean}. */
    BOOLEAN(0x0004, new BooleanCodec()),
    /** A bigint that is only ever added to: {@link Long}. */
    COUNTER(0x0005, IntegerCodec.bigint("counter")),
    /** {@link java.math.BigDecimal}; compared as numbers, so 1.0 and 1.00 are one key. */
    DECIMAL(0x0006, new DecimalCodec()),
    /** {@link Double}. */
    DOUBLE(0x0007, new DoubleCodec()),
    /** {@link Float}. */
    FLOAT(0x0008, new FloatCodec()),
    /** {@link Integer}. */
    INT(0x0009, IntegerCodec.cqlInt()),
    /** Milliseconds since 1970 UTC: {@link java.time.Instant}. */
    TIMESTAMP(0x000B, new TimestampCodec()),
    /** {@link java.util.UUID}; ordered by version, then by time (version 1) or bytes. */
    UUID(0x000C, new UuidCodec()),
    /** UTF-8 text: {@link String}. */
    TEXT(0x000D, new TextCodec("text", false)),
    /** {@link java.math.BigInteger}. */
    VARINT(0x000E, new VarintCodec()),
    /** A version 1 UUID, ordered by its time: {@link java.util.UUID}. */
    TIMEUUID(0x000F, new TimeUuidCodec()),
    /** {@link java.net.InetAddress}. */
    INET(0x0010, new InetCodec()),
    /** Days, centred on 1970 at 2^31: {@link java.time.LocalDate}. */
    DATE(0x0011, new DateCodec()),
    /** Nanoseconds since midnight: {@link java.time.LocalTime}. */
    TIME(0x0012, new TimeCodec()),
    /** {@link Short}. */
    SMALLINT(0x0013, IntegerCodec.smallint()),
    /** {@link Byte}. */
    TINYINT(0x0014, IntegerCodec.tinyint()),
    /** {@link CqlDuration}; has no order. */
    DURATION(0x0015, new DurationCodec());

    private final int protocolCode;

    @SuppressWarnings("ImmutableEnumChecker") // codecs are stateless
    private final ScalarCodec<?> codec;

    private final String cqlName = name().toLowerCase(Locale.ROOT);

    ScalarType(int protocolCode, ScalarCodec<?> codec) {
        this.protocolCode = protocolCode;
        this.codec = codec;
    }

    /** The scalar type of that CQL name in any case, {@code varchar} included; null if there is none. */
    static @Nullable ScalarType find(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        if (wanted.equals("VARCHAR")) {
            return TEXT;
        }
        for (ScalarType type : values()) {
            if (type.name().equals(wanted)) {
                return type;
            }
        }
        return null;
    }

    /** The type's option id in the native protocol; also its id in stored schemas. */
    public int protocolCode() {
        return protocolCode;
    }

    /**
     * The value that text stands for, outside quotes: {@code 42}, {@code 2026-11-23}, {@code 10.0.0.1}. Blobs are
     * {@code 0x} and hexadecimal digits.
     */
    public byte[] parseText(String text) {
        return codec.parse(text);
    }

    /** The value as text without quotes; {@link #parseText} reads it back. */
    public String printText(byte[] value) {
        return codec.print(value);
    }

    ScalarCodec<?> codec() {
        return codec;
    }

    @Override
    public byte[] encode(Object value) {
        return codec.encode(value);
    }

    @Override
    public Object decode(byte[] value) {
        return codec.decode(value);
    }

    @Override
    public void validate(byte[] value) {
        codec.validate(value);
    }

    @Override
    public byte[] canonical(byte[] value) {
        return codec.canonical(value);
    }

    @Override
    public int compare(byte[] left, byte[] right) {
        return codec.compare(left, right);
    }

    @Override
    public boolean isOrdered() {
        return this != DURATION && this != COUNTER;
    }

    @Override
    public boolean isMultiCell() {
        return false;
    }

    @Override
    public String format(byte[] value) {
        return codec.quoted() ? "'" + codec.print(value).replace("'", "''") + "'" : codec.print(value);
    }

    @Override
    public void writeJson(byte[] value, JsonGenerator out) throws IOException {
        codec.writeJson(value, out);
    }

    @Override
    public byte[] readJson(JsonParser in) throws IOException {
        return codec.readJson(in);
    }

    @Override
    public String toString() {
        return cqlName;
    }
}
