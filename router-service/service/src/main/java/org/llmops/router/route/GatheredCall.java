package org.llmops.router.route;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.llmops.platform.identity.Caller;
import org.llmops.router.body.Json;
import org.llmops.router.body.Member;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Span;
import org.llmops.router.body.TextSource;
import org.llmops.router.body.TextSpan;
import org.llmops.router.condition.Reads;
import org.llmops.router.decision.CallFacts;
import org.llmops.router.decision.Values;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.reserve.BudgetStanding;
import org.llmops.router.routes.document.Params;

/** Gathers what of a call matters to where it goes. */
final class GatheredCall {
    /** The rule of thumb for English; other languages and code take more, so that bounds near it are not to be trusted. */
    private static final int BYTES_PER_TOKEN = 4;
    /** What a condition compares is short; longer values are as good as absent. */
    private static final int MAX_VALUE_BYTES = 1_000;

    private static final int MAX_VALUES = 50;
    private static final int MAX_QUESTION_LENGTH = 16 << 10;

    private GatheredCall() {}

    static CallFacts of(Exchange exchange, BudgetStanding budget, Reads reads) {
        RequestBody body = exchange.body();
        Map<String, String> caller = caller(exchange);
        String endUser = caller.getOrDefault("end_user", "");
        String model = body.model();
        return new CallFacts(
                exchange.operation().recordedName(),
                model == null ? "" : model,
                body.streamed(),
                inputTokens(body),
                body.maxOutputTokens(),
                body.messages(),
                Needs.of(body),
                params(body, reads.params()),
                headers(exchange, reads.headers()),
                metadata(exchange, reads.metadata()),
                caller,
                Map.of("state", budget.state(), "downgrade", budget.downgrade()),
                endUser.isEmpty() ? "key:" + caller.getOrDefault("subject", "") : "user:" + endUser,
                reads);
    }

    private static long inputTokens(RequestBody body) {
        long media = 0;
        for (Span each : body.media()) {
            media += each.bytes();
        }
        return (body.bytes().length - media + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }

    private static Map<String, String> caller(Exchange exchange) {
        Caller caller = exchange.caller();
        String app = caller.app();
        String endUser = exchange.body().endUser();
        return Map.of(
                "subject",
                caller.subject(),
                "kind",
                caller.kind().name().toLowerCase(Locale.ROOT),
                "app",
                app == null ? "" : app,
                "end_user",
                endUser == null ? "" : endUser);
    }

    private static Map<String, Object> params(RequestBody body, Reads.Names wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> params = new HashMap<>();
        for (Member member : body.members().values()) {
            if (wanted.has(member.name())
                    && Params.isShown(member.name())
                    && member.value().bytes() <= MAX_VALUE_BYTES
                    && params.size() < MAX_VALUES) {
                value(body, member).ifPresent(value -> params.put(member.name(), value));
            }
        }
        return params;
    }

    private static Optional<Object> value(RequestBody body, Member member) {
        try {
            return Values.of(Json.tree(
                    body.bytes(), member.value().start(), member.value().end()));
        } catch (IOException impossible) {
            throw new IllegalStateException("The request was scanned before", impossible);
        }
    }

    private static Map<String, String> headers(Exchange exchange, Reads.Names wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, String> header : exchange.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (wanted.has(name)
                    && !Reads.isSecret(name)
                    && isShort(header.getValue())
                    && headers.size() < MAX_VALUES) {
                headers.putIfAbsent(name, header.getValue());
            }
        }
        return headers;
    }

    private static Map<String, String> metadata(Exchange exchange, Reads.Names wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, String> metadata = new HashMap<>();
        exchange.story().getMetadataMap().forEach((name, value) -> {
            if (wanted.has(name) && isShort(value)) {
                metadata.put(name, value);
            }
        });
        return metadata;
    }

    private static boolean isShort(String value) {
        return value.length() <= MAX_VALUE_BYTES;
    }

    /** What the user asks last; empty when there is nothing of the kind. */
    static String question(RequestBody body) {
        List<TextSpan> texts = body.texts();
        for (int i = texts.size() - 1; i >= 0; i--) {
            TextSpan text = texts.get(i);
            if (text.source() == TextSource.USER) {
                String question = body.text(text);
                return question.substring(0, Math.min(question.length(), MAX_QUESTION_LENGTH));
            }
        }
        return "";
    }
}
