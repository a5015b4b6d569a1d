package org.llmops.eval.calls;

import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.EvalProblem;
import org.llmops.eval.StoredText;
import org.llmops.eval.calllog.CallFilter;
import org.llmops.eval.calllog.CallFilter.FeedbackFilter;
import org.llmops.eval.calllog.StatusName;

/** The part of a list's query that says which calls are wanted. All that is given must fit. */
class CallSearch {
    private static final Pattern PROMPT_VERSION = Pattern.compile("(.+)@([1-9][0-9]{0,8})");
    private static final Pattern SHARE = Pattern.compile("0|1|[01]\\.[0-9]{1,6}");

    @QueryParam("from")
    @Parameter(description = "Started then or later: a time with offset (RFC 3339), or a day in UTC")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "Started before then: a time with offset (RFC 3339), or a day in UTC")
    @Nullable
    String to;

    @QueryParam("app")
    @Nullable
    String app;

    @QueryParam("prompt")
    @Parameter(description = "Composed from this prompt, `name`, or from this version of it, `name@version`")
    @Nullable
    String prompt;

    @QueryParam("model")
    @Parameter(description = "Answered by this model, or asked for by this name")
    @Nullable
    String model;

    @QueryParam("status")
    @Parameter(description = "`ok`, `refused`, `blocked`, `failed` or `cancelled`")
    @Nullable
    String status;

    @QueryParam("route")
    @Nullable
    String route;

    @QueryParam("end_user")
    @Nullable
    String endUser;

    @QueryParam("feedback")
    @Parameter(description = "With feedback of this name")
    @Nullable
    String feedback;

    @QueryParam("min_feedback")
    @Parameter(description = "With feedback not worse than this, from 0 to 1")
    @Nullable
    String minFeedback;

    @QueryParam("max_feedback")
    @Parameter(description = "With feedback not better than this, from 0 to 1; `0` finds every thumbs-down")
    @Nullable
    String maxFeedback;

    @QueryParam("copies")
    @Parameter(
            description =
                    "`true`: with the copies that the router made to compare targets, marked by `copy_of_call_id`")
    @Nullable
    String copies;

    CallFilter filter() {
        Matcher version = PROMPT_VERSION.matcher(prompt == null ? "" : prompt);
        boolean versioned = version.matches();
        return new CallFilter(
                time("from", from),
                time("to", to),
                stored(app),
                stored(versioned ? version.group(1) : prompt),
                versioned ? Integer.valueOf(version.group(2)) : null,
                stored(model),
                status == null ? null : StatusName.check(status),
                stored(route),
                stored(endUser),
                feedbackFilter(),
                withCopies());
    }

    private boolean withCopies() {
        if (copies != null && !copies.equals("true") && !copies.equals("false")) {
            throw EvalProblem.FILTER_INVALID.at("copies", "Give true or false");
        }
        return "true".equals(copies);
    }

    private @Nullable FeedbackFilter feedbackFilter() {
        return feedback == null && minFeedback == null && maxFeedback == null
                ? null
                : new FeedbackFilter(
                        stored(feedback),
                        share("min_feedback", minFeedback, BigDecimal.ZERO),
                        share("max_feedback", maxFeedback, BigDecimal.ONE));
    }

    private static @Nullable String stored(@Nullable String text) {
        return text == null ? null : StoredText.of(text);
    }

    private static BigDecimal share(String field, @Nullable String text, BigDecimal otherwise) {
        if (text == null) {
            return otherwise;
        }
        if (!SHARE.matcher(text).matches()) {
            throw EvalProblem.FILTER_INVALID.at(field, "Give a number from 0 to 1, such as 0.5");
        }
        return new BigDecimal(text);
    }

    private static @Nullable Instant time(String field, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException malformed) {
            throw EvalProblem.FILTER_INVALID.at(
                    field, "Give a time with its offset, such as 2026-01-31T12:00:00Z, or a day, such as 2026-01-31");
        }
    }
}
