/** What a refusal advises a person who sits before the window; a run without one has other words (headless/advice.ts). */
export const windowAdvice = {
  changePort: 'Change the port in the profile’s server URL.',
  enterSecret: 'Enter the secret again.',
  testToSeeWhy: 'Test the connection in the profile to see why.',
  testConnection: 'Test the connection in the profile.',
  otherIdentity: 'Choose another identity, or take this one over on purpose.',
} as const;
