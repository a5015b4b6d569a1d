package org.llmops.cost.channels;

import static org.llmops.cost.CostProblem.CHANNEL_ADDRESS_INVALID;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Addresses that mail can be sent to. Only plain ones, as HTML's input of type email takes them: no names, comments or
 * quotes, and so nothing that could begin another header.
 */
final class MailAddress {
    /** Every part is bounded and begins where the one before cannot go on: it takes linear time. */
    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
            + "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?){0,9}");

    private MailAddress() {}

    static List<String> check(List<String> addresses) {
        IntStream.range(0, addresses.size())
                .filter(at -> !PLAIN.matcher(addresses.get(at)).matches())
                .findFirst()
                .ifPresent(at -> {
                    throw CHANNEL_ADDRESS_INVALID.at(
                            "recipients[" + at + "]", "Write an address without a name, such as finops@example.com");
                });
        return addresses.stream().distinct().toList();
    }
}
