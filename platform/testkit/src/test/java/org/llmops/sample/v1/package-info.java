/** Sample code for the tests of the house rules. */
@NullMarked
package org.llmops.sample.v1;

import org.jspecify.annotations.NullMarked;
