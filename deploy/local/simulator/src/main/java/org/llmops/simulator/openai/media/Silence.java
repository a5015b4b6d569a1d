package org.llmops.simulator.openai.media;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.buffer.Buffer;

/** Audio in which nothing is heard, in pieces of a twentieth of a second. */
enum Silence {
    /** 16 bit samples at 24 kHz. */
    PCM("audio/pcm") {
        @Override
        Buffer of(int pieces) {
            return Buffer.buffer(new byte[SAMPLES_PER_PIECE * 2 * pieces]);
        }
    },
    /** The same after a RIFF header. */
    WAV("audio/wav") {
        @Override
        Buffer of(int pieces) {
            Buffer samples = PCM.of(pieces);
            return Buffer.buffer()
                    .appendString("RIFF")
                    .appendIntLE(36 + samples.length())
                    .appendString("WAVEfmt ")
                    .appendIntLE(16)
                    .appendShortLE((short) 1)
                    .appendShortLE((short) 1)
                    .appendIntLE(SAMPLES_PER_SECOND)
                    .appendIntLE(SAMPLES_PER_SECOND * 2)
                    .appendShortLE((short) 2)
                    .appendShortLE((short) 16)
                    .appendString("data")
                    .appendIntLE(samples.length())
                    .appendBuffer(samples);
        }
    },
    /** Two frames of MPEG-1 layer III at 128 kbit/s and 44.1 kHz: a header, and nothing in it. */
    MP3("audio/mpeg") {
        @Override
        Buffer of(int pieces) {
            Buffer frames = Buffer.buffer();
            for (int frame = 0; frame < 2 * pieces; frame++) {
                frames.appendInt(0xFFFB9000).appendBytes(new byte[MP3_FRAME_BYTES - Integer.BYTES]);
            }
            return frames;
        }
    };

    private static final int SAMPLES_PER_SECOND = 24_000;
    private static final int SAMPLES_PER_PIECE = SAMPLES_PER_SECOND / 20;
    private static final int MP3_FRAME_BYTES = 417;

    private final String contentType;

    Silence(String contentType) {
        this.contentType = contentType;
    }

    static Silence named(String format) {
        return switch (format) {
            case "mp3" -> MP3;
            case "wav" -> WAV;
            case "pcm" -> PCM;
            default -> throw OPENAI.invalid("response_format", "The simulator makes 'mp3', 'wav' and 'pcm'.");
        };
    }

    String contentType() {
        return contentType;
    }

    /** A file of that many pieces. */
    abstract Buffer of(int pieces);

    /** A piece that follows others. */
    Buffer more() {
        return this == WAV ? PCM.of(1) : of(1);
    }
}
