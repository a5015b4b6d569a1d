package org.llmops.router.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Lua script that runs inside Redis as one step. Its text is sent only when Redis does not know it yet. */
public final class RedisScript {
    private final String text;
    private final String sha1;

    private RedisScript(String text) {
        this.text = text;
        this.sha1 = sha1(text);
    }

    /** @param paths of the parts it is put together from; absolute, on the class path */
    public static RedisScript load(String... paths) {
        return new RedisScript(Arrays.stream(paths).map(RedisScript::text).collect(Collectors.joining("\n")));
    }

    private static String text(String path) {
        try (InputStream file = RedisScript.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(file, path).readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(path + " cannot be read", unreadable);
        }
    }

    /** Runs it at once; the answer is told on the caller's Vert.x context. */
    public Future<@Nullable Response> run(BoundedRedis redis, List<String> keys, List<String> arguments) {
        return redis.ask(command(Command.EVALSHA, sha1, keys, arguments))
                .recover(failure -> isUnknown(failure)
                        ? redis.ask(command(Command.EVAL, text, keys, arguments))
                        : Future.failedFuture(failure));
    }

    private static Request command(Command command, String script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof ErrorType error && error.is("NOSCRIPT");
    }

    /** Not for security: it is how Redis names scripts. */
    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-1", impossible);
        }
    }
}
