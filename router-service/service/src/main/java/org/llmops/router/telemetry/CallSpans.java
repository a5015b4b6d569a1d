package org.llmops.router.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import io.vertx.core.MultiMap;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.llmops.router.exchange.Closing;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.providers.Provider;
import org.llmops.router.v1.Attempt;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.Usage;

/**
 * One span for each call, below the client's own when it names one, with an event for each attempt (OpenTelemetry GenAI
 * conventions 1.41).
 */
@Singleton
public class CallSpans implements Closing {
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    private static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
    private static final AttributeKey<Boolean> STREAM = AttributeKey.booleanKey("gen_ai.request.stream");
    private static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    private static final AttributeKey<Double> FIRST_CHUNK =
            AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
    private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<Long> CACHE_READ = AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
    private static final AttributeKey<Long> CACHE_CREATION =
            AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");
    private static final AttributeKey<Long> REASONING = AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");
    private static final AttributeKey<String> PROMPT = AttributeKey.stringKey("gen_ai.prompt.name");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
    private static final AttributeKey<String> CALL_ID = AttributeKey.stringKey("llmops.call.id");
    private static final AttributeKey<String> WORKSPACE = AttributeKey.stringKey("llmops.workspace");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("llmops.route");
    private static final AttributeKey<String> CACHE = AttributeKey.stringKey("llmops.cache.status");
    private static final AttributeKey<String> FAULT_DOMAIN = AttributeKey.stringKey("llmops.fault_domain");
    private static final AttributeKey<String> TARGET = AttributeKey.stringKey("llmops.target");
    private static final AttributeKey<Long> HTTP_STATUS = AttributeKey.longKey("http.response.status_code");
    private static final TextMapGetter<MultiMap> HEADERS = new Headers();

    private final Tracer tracer;

    /** An SDK that is disabled still makes spans, only to tell nobody of them. */
    @Inject
    CallSpans(OpenTelemetry telemetry, OTelRuntimeConfig settings) {
        this(settings.sdkDisabled() ? OpenTelemetry.noop() : telemetry);
    }

    CallSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("org.llmops.router");
    }

    @Override
    public void after(Exchange exchange) {
        CallRecord.Builder story = exchange.story();
        long startNanos = TimeUnit.SECONDS.toNanos(story.getStartedAt().getSeconds())
                + story.getStartedAt().getNanos();
        Context parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), exchange.headers(), HEADERS);
        Span span = tracer.spanBuilder(name(story))
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(startNanos, TimeUnit.NANOSECONDS)
                .startSpan();
        if (span.isRecording()) {
            describe(span, exchange, story);
            story.getAttemptsList().forEach(attempt -> event(span, attempt));
        }
        span.end(startNanos + exchange.clock().elapsedNanos(), TimeUnit.NANOSECONDS);
    }

    private static String name(CallRecord.Builder story) {
        String model = story.getRequestedModel();
        return model.isEmpty() ? story.getOperation() : story.getOperation() + " " + model;
    }

    private static void describe(Span span, Exchange exchange, CallRecord.Builder story) {
        span.setAttribute(OPERATION, story.getOperation());
        text(span, REQUEST_MODEL, story.getRequestedModel());
        text(span, RESPONSE_MODEL, story.getRoute().getModel());
        span.setAttribute(STREAM, story.getStreamed());
        exchange.answering().ifPresent(target -> {
            span.setAttribute(PROVIDER, provider(target.provider()));
            text(span, SERVER, target.provider().baseUrl().getHost());
        });
        if (!story.getFinishReason().isEmpty()) {
            span.setAttribute(FINISH_REASONS, List.of(story.getFinishReason()));
        }
        if (story.getStreamed() && exchange.clock().firstContentNanos() > 0) {
            span.setAttribute(FIRST_CHUNK, exchange.clock().firstContentNanos() / 1e9);
        }
        if (story.hasUsage()) {
            usage(span, story.getUsage());
        }
        text(span, PROMPT, story.getPrompt().getName());
        text(span, CALL_ID, story.getCallId());
        text(span, WORKSPACE, story.getWorkspace());
        text(span, ROUTE, story.getRoute().getName());
        text(span, CACHE, story.getCache().getStatus());
        exchange.refusal().ifPresent(refusal -> {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(ERROR, refusal.code().isEmpty() ? refusal.type() : refusal.code());
            text(span, FAULT_DOMAIN, story.getFaultDomain());
        });
    }

    private static void usage(Span span, Usage usage) {
        span.setAttribute(INPUT, usage.getInputTokens());
        span.setAttribute(OUTPUT, usage.getOutputTokens());
        span.setAttribute(CACHE_READ, usage.getCacheReadTokens());
        span.setAttribute(CACHE_CREATION, usage.getCacheWriteTokens());
        span.setAttribute(REASONING, usage.getReasoningTokens());
    }

    private static void event(Span span, Attempt attempt) {
        AttributesBuilder told = Attributes.builder().put(TARGET, attempt.getTarget());
        if (attempt.getHttpStatus() > 0) {
            told.put(HTTP_STATUS, attempt.getHttpStatus());
        }
        if (!attempt.getFailure().isEmpty()) {
            told.put(ERROR, attempt.getFailure());
        }
        span.addEvent("llmops.attempt", told.build());
    }

    /** As the conventions spell the well-known ones; others are named as the workspace names them. */
    static String provider(Provider provider) {
        return switch (provider.dialect().name()) {
            case "ANTHROPIC" -> "anthropic";
            case "AZURE" -> "azure.ai.openai";
            case "GEMINI" -> "gcp.gemini";
            case "BEDROCK" -> "aws.bedrock";
            case "COHERE" -> "cohere";
            default -> provider.priceBookProvider();
        };
    }

    private static void text(Span span, AttributeKey<String> key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            span.setAttribute(key, value);
        }
    }

    /** A request's headers, as the propagator reads them. */
    private static final class Headers implements TextMapGetter<MultiMap> {
        @Override
        public Iterable<String> keys(MultiMap headers) {
            return headers.names();
        }

        @Override
        public @Nullable String get(@Nullable MultiMap headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    }
}
