package org.llmops.cost.channels;

import static org.llmops.cost.CostProblem.CHANNEL_FIELDS_INVALID;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.alerts.Severity;
import org.llmops.cost.alerts.SignalKind;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.platform.problem.Problem;
import org.llmops.platform.problem.RequestProblem;

/**
 * What a channel is to be.
 *
 * @param name unique in the workspace
 * @param kind fixed once it is created
 * @param url of webhook and slack; never readable back
 * @param secret of webhook: what messages are signed with, as `whsec_` and Base64; never readable back
 * @param recipients of email: addresses
 * @param kinds of which alerts it is told; all when left out
 * @param minSeverity {@code info}, {@code warning} (the default) or {@code critical}
 * @param scope what an alert has to be about, such as {@code {"app": "shop"}}; anything when left out
 * @param quietPeriod how long it is not told of an alert again unless that gets worse; `4h` when left out
 * @param enabled whether it is told at all; true when left out
 */
@RegisterForReflection
record ChannelRequest(
        @NotBlank @Size(max = 200) String name,
        @NotNull ChannelKind kind,
        @Nullable String url,
        @Nullable String secret,

        @Nullable @Size(min = 1, max = 20) List<@NotBlank @Size(max = 254) String> recipients,

        @Nullable @Size(min = 1, max = 100) Set<@NotNull SignalKind> kinds,
        @Nullable Severity minSeverity,
        @Nullable @Size(max = 8) Map<String, @NotBlank @Size(max = 200) String> scope,
        @Nullable @Size(max = 6) String quietPeriod,
        @Nullable Boolean enabled) {
    ChannelTerms terms() {
        return new ChannelTerms(
                name,
                enabled == null || enabled,
                new Audience(
                        kinds == null ? Set.of() : kinds,
                        minSeverity == null ? Severity.WARNING : minSeverity,
                        scope == null ? Map.of() : scope),
                quietPeriod == null ? QuietPeriod.USUAL : QuietPeriod.parse(quietPeriod));
    }

    /** Where it goes; a change that does not say so leaves it as it is. */
    Optional<Destination> newDestination(AllowedHosts allowed) {
        return url == null && secret == null && recipients == null
                ? Optional.empty()
                : Optional.of(destination(allowed));
    }

    Destination destination(AllowedHosts allowed) {
        return switch (kind) {
            case WEBHOOK -> {
                refuse("recipients", recipients);
                yield new Destination.Webhook(
                        TargetUrl.check(needed("url", url), allowed), SigningSecret.parse(needed("secret", secret)));
            }
            case SLACK -> {
                refuse("recipients", recipients);
                refuse("secret", secret);
                yield new Destination.Slack(TargetUrl.check(needed("url", url), allowed));
            }
            case EMAIL -> {
                refuse("url", url);
                refuse("secret", secret);
                yield new Destination.Email(MailAddress.check(needed("recipients", recipients)));
            }
        };
    }

    private <T> T needed(String field, @Nullable T value) {
        if (value == null) {
            throw RequestProblem.FIELD_INVALID.at(field, "A channel of kind " + kind.label() + " needs it");
        }
        return value;
    }

    private void refuse(String field, @Nullable Object value) {
        if (value != null) {
            throw superfluous(field);
        }
    }

    private Problem superfluous(String field) {
        return CHANNEL_FIELDS_INVALID.at(field, "A channel of kind " + kind.label() + " has none: leave it out");
    }

    /** Without its secrets. */
    @Override
    public String toString() {
        return "channel " + name + " of kind " + kind;
    }
}
