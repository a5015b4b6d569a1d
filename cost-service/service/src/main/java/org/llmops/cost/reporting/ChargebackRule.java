package org.llmops.cost.reporting;

import static org.llmops.cost.CostProblem.CHARGEBACK_RULES_INVALID;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a cost that is shared is split among those who are charged.
 *
 * @param name what the rows call it
 * @param by who is charged: `team` or `app`; the rule is for reports by the same
 * @param of whose costs are shared, such as the platform team's; may be empty
 * @param unassigned the costs of nobody are shared too; they are not unless told
 * @param split in what proportion
 * @param to among whom, when it is split evenly or proportionally; everybody with costs of their own unless told
 * @param percent who gets how much, when it is fixed; 100 in sum
 */
@RegisterForReflection
record ChargebackRule(
        @NotBlank @Size(max = 100) String name,
        @NotNull By by,
        @Nullable @Size(max = 100) List<@NotBlank @Size(max = 200) String> of,
        @Nullable Boolean unassigned,
        @NotNull Split split,
        @Nullable @Size(max = 100) List<@NotBlank @Size(max = 200) String> to,
        @Nullable @Size(max = 100) Map<@NotBlank @Size(max = 200) String, @NotNull BigDecimal> percent) {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);
    private static final int FINEST = 6;

    /** Who is charged. */
    public enum By {
        TEAM,
        APP;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** In what proportion a cost is split. */
    public enum Split {
        EVEN,
        /** To what each spent itself. */
        PROPORTIONAL,
        FIXED;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whose costs are shared; nobody's are the empty name's. */
    boolean shares(String name) {
        return name.isEmpty()
                ? sharesUnassigned()
                : Objects.requireNonNullElse(of, List.<String>of()).contains(name);
    }

    boolean sharesUnassigned() {
        return Boolean.TRUE.equals(unassigned);
    }

    /** @param field where it stands, such as `rules[2]` */
    void requireSense(String field) {
        if (!sharesUnassigned() && (of == null || of.isEmpty())) {
            throw CHARGEBACK_RULES_INVALID.at(field + ".of", "Name whose costs are shared, or set unassigned");
        }
        if (split == Split.FIXED) {
            requireAllOf(percent, field + ".percent");
        } else if (percent != null) {
            throw CHARGEBACK_RULES_INVALID.at(field + ".percent", "Percentages are for a fixed split only");
        }
        if (split == Split.FIXED && to != null) {
            throw CHARGEBACK_RULES_INVALID.at(field + ".to", "A fixed split says in percent among whom");
        }
        if (to != null && (to.isEmpty() || to.stream().anyMatch(this::shares))) {
            throw CHARGEBACK_RULES_INVALID.at(
                    field + ".to", "Name those who are charged, and none whose costs are shared by this rule");
        }
    }

    private void requireAllOf(@Nullable Map<String, BigDecimal> parts, String field) {
        if (parts == null || parts.isEmpty()) {
            throw CHARGEBACK_RULES_INVALID.at(field, "Say who gets how many percent");
        }
        parts.forEach((name, part) -> {
            // Bounded before it is added: 1e999999999 is a short text and a sum without end.
            if (part.signum() <= 0
                    || part.compareTo(ALL) > 0
                    || part.stripTrailingZeros().scale() > FINEST) {
                throw CHARGEBACK_RULES_INVALID.at(
                        field + "." + name,
                        "A part is more than 0 and at most 100, with at most " + FINEST + " decimals");
            }
            if (shares(name)) {
                throw CHARGEBACK_RULES_INVALID.at(field + "." + name, "Its costs are what is shared");
            }
        });
        BigDecimal sum = parts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.compareTo(ALL) != 0) {
            throw CHARGEBACK_RULES_INVALID.at(field, "The parts add up to " + sum.toPlainString() + ", not to 100");
        }
    }
}
