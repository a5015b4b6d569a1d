package org.llmops.simulator.serving;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** How one request wants to be treated: its headers first, then its model, then the settings. */
record Wishes(Optional<Fault> fault, Pace pace) {

    private static final String FAULT = "x-sim-fault";
    private static final String LATENCY = "x-sim-latency-ms";
    private static final String RATE = "x-sim-tokens-per-second";

    static Wishes of(MultiMap headers, Model model, ServingSettings settings, Dialect dialect) {
        Optional<Fault> fault = Optional.ofNullable(headers.get(FAULT))
                .map(name -> Fault.called(name)
                        .orElseThrow(() -> dialect.invalid(FAULT, "There is no fault called '" + name + "'.")));
        Duration firstToken = model.slow() ? settings.slowFirstToken() : settings.firstToken();
        OptionalDouble rate =
                model.slow() ? OptionalDouble.of(settings.slowTokensPerSecond()) : settings.tokensPerSecond();
        OptionalDouble latencyMs = number(headers, LATENCY, dialect);
        OptionalDouble rateWanted = number(headers, RATE, dialect);
        return new Wishes(
                fault.or(() -> Optional.ofNullable(model.fault())),
                new Pace(
                        latencyMs.isPresent() ? Duration.ofNanos((long) (latencyMs.getAsDouble() * 1e6)) : firstToken,
                        rateWanted.isPresent() ? rateWanted : rate));
    }

    private static OptionalDouble number(MultiMap headers, String name, Dialect dialect) {
        String value = headers.get(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(value);
            if (number > 0 && number <= 1e6 || number == 0 && name.equals(LATENCY)) {
                return OptionalDouble.of(number);
            }
        } catch (NumberFormatException notANumber) {
            // refused below, like a number out of bounds
        }
        throw dialect.invalid(name, "Expected a positive number up to a million, but got '" + value + "' instead.");
    }
}
