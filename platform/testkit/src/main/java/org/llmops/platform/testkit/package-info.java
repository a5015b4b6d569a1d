/** What the tests of every service share: real servers, real tokens, events, and the rules of the house. */
@NullMarked
package org.llmops.platform.testkit;

import org.jspecify.annotations.NullMarked;
