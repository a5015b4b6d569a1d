/** Sample code for the tests of the house rules. */
@NullMarked
package org.llmops.sample.first;

import org.jspecify.annotations.NullMarked;
