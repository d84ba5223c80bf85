"""Words of charts and the tables behind them."""
